// polygon-index.ts - one polygon, laid out so that a point meets only the few sides that can matter to it.
import { orient2d } from 'robust-predicates';
import { METRES_PER_DEGREE, metresPerDegreeOfLongitude, type Point } from './distance';
import type { Ring } from './geometry';

export interface PolygonIndex {
  /** True inside and on the line, holes apart: what the even-odd rule says, decided exactly. */
  covers(point: Point): boolean;
  /** Metres to the nearest side, on the plane that touches the Earth at the point. */
  edgeDistance(point: Point): number;
}

/** Sides that follow each other share a box: far boxes are passed over whole. */
const SIDES_PER_BOX = 12;
/** Sides a band of latitude should hold, about. */
const SIDES_PER_BAND = 8;
const MAX_BANDS = 4_096;

export function indexPolygon(rings: readonly Ring[]): PolygonIndex {
  const sides = sidesOf(rings);
  const count = sides.length / 4;
  const bands = bandsOf(sides);
  const boxes = boxesOf(sides);
  return { covers, edgeDistance };

  /**
   * Hao, Chen, Sun, Ma: "Optimal reliable point-in-polygon test" (2018), as point-in-polygon-hao has it; a side that the
   * point's latitude does not meet adds nothing, so only those of its band are asked.
   */
  function covers({ lon, lat }: Point): boolean {
    const band = bands.at(lat);
    if (band === null) return false;
    let crossings = 0;
    for (let i = bands.starts[band]!; i < bands.starts[band + 1]!; i++) {
      const at = bands.sides[i]! * 4;
      const v1 = sides[at + 1]! - lat;
      const v2 = sides[at + 3]! - lat;
      if ((v1 < 0 && v2 < 0) || (v1 > 0 && v2 > 0)) continue;
      const u1 = sides[at]! - lon;
      const u2 = sides[at + 2]! - lon;
      if (v1 === 0 && v2 === 0) {
        if ((u2 <= 0 && u1 >= 0) || (u1 <= 0 && u2 >= 0)) return true;
        continue;
      }
      const turn = orient2d(u1, u2, v1, v2, 0, 0);
      if (turn === 0) return true;
      if ((turn > 0 && v2 > 0 && v1 <= 0) || (turn < 0 && v2 <= 0 && v1 > 0)) crossings++;
    }
    return crossings % 2 === 1;
  }

  function edgeDistance({ lon, lat }: Point): number {
    const perLon = metresPerDegreeOfLongitude(lat);
    let best = Infinity;
    for (let box = 0; box < boxes.length / 4; box++) {
      const dx = Math.max(boxes[box * 4]! - lon, 0, lon - boxes[box * 4 + 2]!) * perLon;
      const dy = Math.max(boxes[box * 4 + 1]! - lat, 0, lat - boxes[box * 4 + 3]!) * METRES_PER_DEGREE;
      if (dx * dx + dy * dy >= best) continue;
      const end = Math.min(count, (box + 1) * SIDES_PER_BOX);
      for (let side = box * SIDES_PER_BOX; side < end; side++) {
        const near = squaredDistance(sides, side * 4, lon, lat, perLon);
        if (near < best) best = near;
      }
    }
    return Math.sqrt(best);
  }
}

/** x1, y1, x2, y2 of every side of every ring. */
function sidesOf(rings: readonly Ring[]): Float64Array {
  const sides = new Float64Array(4 * rings.reduce((sum, ring) => sum + Math.max(0, ring.length - 1), 0));
  let at = 0;
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      sides[at++] = ring[i]![0];
      sides[at++] = ring[i]![1];
      sides[at++] = ring[i + 1]![0];
      sides[at++] = ring[i + 1]![1];
    }
  }
  return sides;
}

interface Bands {
  /** The band of a latitude; null above and below the polygon. */
  at(lat: number): number | null;
  /** Where the sides of band `i` begin in `sides`; those of band `i + 1` begin where they end. */
  starts: Int32Array;
  sides: Int32Array;
}

function bandsOf(sides: Float64Array): Bands {
  const count = sides.length / 4;
  let [south, north] = [Infinity, -Infinity];
  for (let at = 1; at < sides.length; at += 2) {
    if (sides[at]! < south) south = sides[at]!;
    if (sides[at]! > north) north = sides[at]!;
  }
  const bands = Math.min(MAX_BANDS, Math.max(1, Math.floor(count / SIDES_PER_BAND)));
  const height = (north - south) / bands || 1;
  const bandOf = (lat: number) => Math.min(bands - 1, Math.floor((lat - south) / height));
  const starts = new Int32Array(bands + 1);
  const range = (side: number): [number, number] => {
    const [y1, y2] = [sides[side * 4 + 1]!, sides[side * 4 + 3]!];
    return [bandOf(Math.min(y1, y2)), bandOf(Math.max(y1, y2))];
  };
  for (let side = 0; side < count; side++) {
    const [first, last] = range(side);
    for (let band = first; band <= last; band++) starts[band + 1]!++;
  }
  for (let band = 0; band < bands; band++) starts[band + 1]! += starts[band]!;
  const filled = starts.slice();
  const listed = new Int32Array(starts[bands]!);
  for (let side = 0; side < count; side++) {
    const [first, last] = range(side);
    for (let band = first; band <= last; band++) listed[filled[band]!++] = side;
  }
  return { at: (lat) => (lat >= south && lat <= north ? bandOf(lat) : null), starts, sides: listed };
}

/** minX, minY, maxX, maxY of every run of sides. */
function boxesOf(sides: Float64Array): Float64Array {
  const count = Math.ceil(sides.length / 4 / SIDES_PER_BOX);
  const boxes = new Float64Array(count * 4);
  for (let box = 0; box < count; box++) {
    const part = sides.subarray(box * SIDES_PER_BOX * 4, (box + 1) * SIDES_PER_BOX * 4);
    const [xs, ys] = [part.filter((_, at) => at % 2 === 0), part.filter((_, at) => at % 2 === 1)];
    boxes.set([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], box * 4);
  }
  return boxes;
}

function squaredDistance(sides: Float64Array, at: number, lon: number, lat: number, perLon: number): number {
  const x1 = (sides[at]! - lon) * perLon;
  const y1 = (sides[at + 1]! - lat) * METRES_PER_DEGREE;
  const dx = (sides[at + 2]! - lon) * perLon - x1;
  const dy = (sides[at + 3]! - lat) * METRES_PER_DEGREE - y1;
  const length2 = dx * dx + dy * dy;
  const ahead = -(x1 * dx + y1 * dy);
  const along = ahead <= 0 ? 0 : ahead >= length2 ? 1 : ahead / length2;
  const nearX = x1 + along * dx;
  const nearY = y1 + along * dy;
  return nearX * nearX + nearY * nearY;
}
