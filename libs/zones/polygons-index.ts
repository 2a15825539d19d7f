// polygons-index.ts - the sides of many polygons in boxes of boxes: a point meets only the few sides that can matter to it.
import { orient2d } from 'robust-predicates';
import { METRES_PER_DEGREE, metresPerDegreeOfLongitude, type Point } from './distance';
import type { Ring } from './geometry';

export interface PolygonsIndex {
  /** Does a polygon hold the point? On a line yes, in a hole no: the even-odd rule, decided exactly (as PostGIS's ST_Covers). */
  covers(polygon: number, point: Point): boolean;
  /** Metres to the nearest side of any ring, on the plane that touches the Earth at the point; `upToM` when none is nearer. */
  edgeDistance(polygon: number, point: Point, upToM?: number): number;
}

/** Sides in a box, and boxes in a box. Sides that follow each other lie together, so the box of a run of them is small. */
const FANOUT = 8;
/** Of a ring in `shape`: sides, top level, where its corners begin in `numbers`, where the boxes of each level begin. */
const [SIDES, TOP, CORNERS, LEVELS] = [0, 1, 2, 3];
const MAX_LEVELS = 5;
const WORDS = LEVELS + MAX_LEVELS;

/** Everything lies in two arrays, a ring's boxes just before its corners: what a question needs is fetched from memory together. */
export function indexPolygons(polygons: readonly (readonly Ring[])[]): PolygonsIndex {
  const { firstRing, shape, numbers } = layOut(polygons);
  let [lon, lat, perLon, best] = [0, 0, 0, Infinity];
  let [ring, corners, crossings, isOn] = [0, 0, 0, false];
  return { covers, edgeDistance };

  /** How often do the rings cross the line from the point due west? */
  function covers(polygon: number, point: Point): boolean {
    ({ lon, lat } = point);
    [crossings, isOn] = [0, false];
    eachRing(polygon, countCrossings);
    return isOn || crossings % 2 === 1;
  }

  function edgeDistance(polygon: number, point: Point, upToM = Infinity): number {
    ({ lon, lat } = point);
    perLon = metresPerDegreeOfLongitude(lat);
    best = upToM * upToM;
    eachRing(polygon, search);
    return Math.sqrt(best);
  }

  function eachRing(polygon: number, ask: typeof search): void {
    for (let at = firstRing[polygon]!; at < firstRing[polygon + 1]!; at++) {
      ring = at * WORDS;
      corners = shape[ring + CORNERS]!;
      const top = shape[ring + TOP]!;
      ask(top, 0, boxesAt(top));
    }
  }

  function countCrossings(level: number, first: number, end: number): void {
    const boxes = shape[ring + LEVELS + level]!;
    for (let box = first; box < end; box++) {
      const at = boxes + box * 4;
      if (numbers[at + 1]! > lat || numbers[at + 3]! < lat || numbers[at]! > lon) continue;
      // A run of sides that is all west of the point crosses the line an odd number of times if its ends lie on both sides of it.
      if (numbers[at + 2]! < lon) crossings += isNorth(firstCorner(level, box)) === isNorth(firstCorner(level, box + 1)) ? 0 : 1;
      else if (level > 0) countCrossings(level - 1, box * FANOUT, endOf(level - 1, box));
      else for (let side = box * FANOUT, last = endOf(-1, box); side < last; side++) countCrossing(corners + side * 2);
    }
  }

  /** Hao, Chen, Sun, Ma: "Optimal reliable point-in-polygon test" (2018), as point-in-polygon-hao has it. */
  function countCrossing(at: number): void {
    const v1 = numbers[at + 1]! - lat;
    const v2 = numbers[at + 3]! - lat;
    if ((v1 < 0 && v2 < 0) || (v1 > 0 && v2 > 0)) return;
    const u1 = numbers[at]! - lon;
    const u2 = numbers[at + 2]! - lon;
    if (v1 === 0 && v2 === 0) {
      if ((u2 <= 0 && u1 >= 0) || (u1 <= 0 && u2 >= 0)) isOn = true;
      return;
    }
    const turn = orient2d(u1, u2, v1, v2, 0, 0);
    if (turn === 0) isOn = true;
    else if ((turn > 0 && v2 > 0 && v1 <= 0) || (turn < 0 && v2 <= 0 && v1 > 0)) crossings++;
  }

  function isNorth(corner: number): boolean {
    return numbers[corners + corner * 2 + 1]! > lat;
  }

  function firstCorner(level: number, box: number): number {
    return Math.min(shape[ring + SIDES]!, box * FANOUT ** (level + 1));
  }

  /** The nearest box first: what it holds rules out most of the others. */
  function search(level: number, first: number, end: number): void {
    const boxes = shape[ring + LEVELS + level]!;
    let nearest = -1;
    let least = best;
    for (let box = first; box < end; box++) {
      const away = squaredToBox(boxes + box * 4);
      if (away >= least) continue;
      least = away;
      nearest = box;
    }
    if (nearest < 0) return;
    open(level, nearest);
    for (let box = first; box < end; box++) {
      if (box !== nearest && squaredToBox(boxes + box * 4) < best) open(level, box);
    }
  }

  function open(level: number, box: number): void {
    if (level > 0) return search(level - 1, box * FANOUT, endOf(level - 1, box));
    for (let side = box * FANOUT, end = endOf(-1, box); side < end; side++) {
      const away = squaredToSide(corners + side * 2);
      if (away < best) best = away;
    }
  }

  function squaredToBox(at: number): number {
    const x = Math.max(numbers[at]! - lon, 0, lon - numbers[at + 2]!) * perLon;
    const y = Math.max(numbers[at + 1]! - lat, 0, lat - numbers[at + 3]!) * METRES_PER_DEGREE;
    return x * x + y * y;
  }

  function squaredToSide(at: number): number {
    const x1 = (numbers[at]! - lon) * perLon;
    const y1 = (numbers[at + 1]! - lat) * METRES_PER_DEGREE;
    const dx = (numbers[at + 2]! - lon) * perLon - x1;
    const dy = (numbers[at + 3]! - lat) * METRES_PER_DEGREE - y1;
    const length2 = dx * dx + dy * dy;
    const ahead = -(x1 * dx + y1 * dy);
    const along = ahead <= 0 ? 0 : ahead >= length2 ? 1 : ahead / length2;
    const nearX = x1 + along * dx;
    const nearY = y1 + along * dy;
    return nearX * nearX + nearY * nearY;
  }

  /** Where the parts of the box `parent` end: boxes of `level`, or sides at level -1. */
  function endOf(level: number, parent: number): number {
    return Math.min(level < 0 ? shape[ring + SIDES]! : boxesAt(level), (parent + 1) * FANOUT);
  }

  function boxesAt(level: number): number {
    return Math.ceil(shape[ring + SIDES]! / FANOUT ** (level + 1));
  }
}

/** `firstRing`: where the rings of each polygon begin; `shape`: WORDS whole numbers a ring; `numbers`: boxes and corners. */
function layOut(polygons: readonly (readonly Ring[])[]): { firstRing: Int32Array; shape: Int32Array; numbers: Float64Array } {
  const rings = polygons.flat().filter((ring) => ring.length > 1);
  const firstRing = new Int32Array(polygons.length + 1);
  for (const [at, polygon] of polygons.entries()) firstRing[at + 1] = firstRing[at]! + polygon.filter((ring) => ring.length > 1).length;
  const shape = new Int32Array(rings.length * WORDS);
  let used = 0;
  for (const [at, ring] of rings.entries()) {
    const counts = levelSizes(ring.length - 1);
    shape.set([ring.length - 1, counts.length - 1], at * WORDS);
    for (let level = counts.length - 1; level >= 0; used += 4 * counts[level]!, level--) shape[at * WORDS + LEVELS + level] = used;
    shape[at * WORDS + CORNERS] = used;
    used += 2 * ring.length;
  }
  const numbers = new Float64Array(used);
  for (const [at, ring] of rings.entries()) {
    const [first, last] = [shape[at * WORDS + CORNERS]!, shape[at * WORDS + TOP]!];
    numbers.set(ring.flat(), first);
    fillBoxes(numbers, { from: first, stride: 2, count: ring.length - 1, to: shape[at * WORDS + LEVELS]! });
    for (let level = 1; level <= last; level++) {
      const below = at * WORDS + LEVELS + level - 1;
      fillBoxes(numbers, { from: shape[below]!, stride: 4, count: Math.ceil((ring.length - 1) / FANOUT ** level), to: shape[below + 1]! });
    }
  }
  return { firstRing, shape, numbers };
}

/** How many boxes each level has, the one above the sides first. */
function levelSizes(sides: number): number[] {
  const sizes = [Math.ceil(sides / FANOUT)];
  while (sizes.at(-1)! > FANOUT && sizes.length < MAX_LEVELS) sizes.push(Math.ceil(sizes.at(-1)! / FANOUT));
  return sizes;
}

/** A side and a box are both told by two corners (four numbers), so both are boxed alike: west, south, east, north. */
function fillBoxes(numbers: Float64Array, { from, stride, count, to }: { from: number; stride: number; count: number; to: number }): void {
  for (let part = 0; part < count; part++) {
    const box = to + 4 * Math.floor(part / FANOUT);
    if (part % FANOUT === 0) numbers.set([Infinity, Infinity, -Infinity, -Infinity], box);
    for (let at = from + part * stride, end = at + 4; at < end; at += 2) {
      numbers[box] = Math.min(numbers[box]!, numbers[at]!);
      numbers[box + 1] = Math.min(numbers[box + 1]!, numbers[at + 1]!);
      numbers[box + 2] = Math.max(numbers[box + 2]!, numbers[at]!);
      numbers[box + 3] = Math.max(numbers[box + 3]!, numbers[at + 1]!);
    }
  }
}
