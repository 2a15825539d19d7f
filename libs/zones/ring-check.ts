// ring-check.ts - is a ring a simple closed line? Says what is wrong and at which point; changes nothing.
import Flatbush from 'flatbush';
import type { Position } from './geometry';

export interface RingFault {
  /** Index of the point in the ring. */
  point: number;
  fault: string;
}

export function ringFault(ring: unknown): RingFault | null {
  if (!Array.isArray(ring)) return { point: 0, fault: 'is not a list of positions' };
  for (const [point, position] of ring.entries()) {
    const fault = positionFault(position);
    if (fault) return { point, fault };
  }
  const positions = ring as Position[];
  if (positions.length < 4) return { point: positions.length, fault: `has ${positions.length} positions; a closed ring needs at least 4` };
  const last = positions.length - 1;
  if (!isSame(positions[0]!, positions[last]!)) return { point: last, fault: 'does not end where it begins' };
  return crossing(positions);
}

function positionFault(position: unknown): string | null {
  if (!Array.isArray(position) || position.length < 2) return 'is not a [longitude, latitude] pair';
  const [lon, lat] = position as unknown[];
  if (typeof lon !== 'number' || typeof lat !== 'number' || !Number.isFinite(lon) || !Number.isFinite(lat)) return 'has a coordinate that is not a number';
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return `[${lon}, ${lat}] is not a longitude and a latitude in degrees`;
  return null;
}

/** The first two sides that truly cross (one passes from one side of the other to the other). Touching is allowed. */
function crossing(ring: readonly Position[]): RingFault | null {
  const sides = ring.length - 1;
  const tree = new Flatbush(sides);
  for (let i = 0; i < sides; i++) {
    const [[x1, y1], [x2, y2]] = [ring[i]!, ring[i + 1]!];
    tree.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2));
  }
  tree.finish();
  for (let i = 0; i < sides; i++) {
    const [[x1, y1], [x2, y2]] = [ring[i]!, ring[i + 1]!];
    const others = tree.search(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2), (j) => j > i + 1);
    const other = others.find((j) => doCross(ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!));
    if (other !== undefined) return { point: i, fault: `starts a side that crosses the side starting at point ${other}` };
  }
  return null;
}

function doCross(a: Position, b: Position, c: Position, d: Position): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** Which way a, b, c turn. Turns flatter than rounding can tell count as none. */
function turn([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): -1 | 0 | 1 {
  const left = (bx - ax) * (cy - ay);
  const right = (by - ay) * (cx - ax);
  const slack = 4e-16 * (Math.abs(left) + Math.abs(right));
  return left - right > slack ? 1 : right - left > slack ? -1 : 0;
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
