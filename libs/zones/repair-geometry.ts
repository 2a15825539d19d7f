// repair-geometry.ts - polygons that break the rules, brought in order by written rules and never silently.
import { union } from 'polyclip-ts';
import type { Position, Ring } from './geometry';
import { ringFault, type RingFault } from './ring-check';

export type RepairRule = 'closed' | 'repeated point removed' | 'spike removed' | 'crossing rebuilt';

export interface Repair {
  /** Index of the ring among all rings of the zone, as they were. */
  ring: number;
  /** Index of the point in that ring, as it was after the repairs listed before this one. */
  point: number;
  rule: RepairRule;
}

export type Repaired = { polygons: Ring[][]; repairs: Repair[] } | (RingFault & { ring: number });

/** A crossing is a slip of the pen when untangling it changes the area by no more than this; else somebody has to look. */
const MAX_AREA_CHANGE = 0.001;

/**
 * In this order: a ring is closed with its first point; a point said twice in a row is said once; a side that goes out and
 * comes back the same way is cut; a ring that crosses itself is rebuilt from the area it encloses, when that is the same but
 * for a slip. What these rules do not mend is refused, naming the ring and the point.
 */
export function repairPolygons(polygons: readonly Ring[][]): Repaired {
  const repairs: Repair[] = [];
  const mended: Ring[][] = [];
  let ring = 0;
  for (const rings of polygons) {
    const clean: Ring[] = [];
    let crossing: (RingFault & { ring: number }) | null = null;
    for (const positions of rings) {
      const { ring: tidy, repairs: made } = tidyRing(positions, ring);
      repairs.push(...made);
      const fault = ringFault(tidy);
      if (fault && !fault.fault.includes('crosses')) return { ...fault, ring };
      if (fault) crossing ??= { ...fault, ring };
      clean.push(tidy);
      ring++;
    }
    if (!crossing) {
      mended.push(clean);
      continue;
    }
    const rebuilt = untangled(clean);
    if (!rebuilt) return crossing;
    repairs.push({ ring: crossing.ring, point: crossing.point, rule: 'crossing rebuilt' });
    mended.push(...rebuilt);
  }
  return { polygons: mended, repairs };
}

function tidyRing(positions: Ring, ring: number): { ring: Ring; repairs: Repair[] } {
  if (!Array.isArray(positions) || positions.length === 0) return { ring: positions, repairs: [] };
  const repairs: Repair[] = [];
  const tidy = [...positions];
  const note = (point: number, rule: RepairRule) => repairs.push({ ring, point, rule });
  if (!isSame(tidy[0], tidy.at(-1))) {
    note(tidy.length, 'closed');
    tidy.push(tidy[0]!);
  }
  for (let at = 1; at < tidy.length; ) {
    if (isSame(tidy[at], tidy[at - 1])) {
      note(at, 'repeated point removed');
      tidy.splice(at, 1);
    } else if (at >= 2 && isSame(tidy[at], tidy[at - 2])) {
      note(at - 1, 'spike removed');
      tidy.splice(at - 1, 2);
      at = Math.max(1, at - 2);
    } else at++;
  }
  return { ring: tidy, repairs };
}

function untangled(rings: Ring[]): Ring[][] | null {
  const rebuilt = union(rings) as Ring[][];
  const before = areaOf([rings]);
  const change = Math.abs(areaOf(rebuilt) - before) / before;
  const isSimple = rebuilt.length > 0 && rebuilt.every((polygon) => polygon.every((ring) => ringFault(ring) === null));
  return isSimple && change <= MAX_AREA_CHANGE ? rebuilt : null;
}

/** In square degrees: good enough to compare an outline with itself. Holes count against it. */
function areaOf(polygons: readonly Ring[][]): number {
  return polygons.reduce((sum, [outer = [], ...holes]) => sum + shoelace(outer) - holes.reduce((of, hole) => of + shoelace(hole), 0), 0);
}

function shoelace(ring: Ring): number {
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i++) twice += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  return Math.abs(twice) / 2;
}

function isSame(a: Position | undefined, b: Position | undefined): boolean {
  return Array.isArray(a) && Array.isArray(b) && a[0] === b[0] && a[1] === b[1];
}
