// coarse-place.ts - what a co-chair's reviewers see of a place: the cell it lies in, never the point.
import type { Bbox } from './incident-filter';

/** Of one degree along a meridian; along a parallel it is less, so that what is reckoned with it is never too small. */
const METRES_PER_DEGREE = 111_320;

/**
 * The same answer with every place in it made coarse: a point is the middle of its cell, its radius reaches over the whole cell, a
 * distance from a line is rounded up to a cell. Found by the names `lat`, `lon`, `radiusM` and `distanceM`, wherever they stand. Always the same cell
 * for the same point: asking again tells nothing more.
 */
export function coarsened(answer: unknown, gridDegrees: number): unknown {
  if (Array.isArray(answer)) return answer.map((item) => coarsened(item, gridDegrees));
  if (!isPlain(answer)) return answer;
  const made = Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, coarsened(value, gridDegrees)]));
  const { lat, lon, radiusM, distanceM } = answer;
  if (typeof lat === 'number') made.lat = middleOfCell(lat, gridDegrees);
  if (typeof lon === 'number') made.lon = middleOfCell(lon, gridDegrees);
  if (typeof radiusM === 'number' && typeof lat === 'number') made.radiusM = Math.ceil(radiusM + (METRES_PER_DEGREE * gridDegrees) / Math.SQRT2);
  if (typeof distanceM === 'number') made.distanceM = roundedUp(distanceM, METRES_PER_DEGREE * gridDegrees);
  return made;
}

/** A point on the upper edge belongs to the next cell; conditions include their ends. */
const SHORT_OF_THE_EDGE = 1e-9;

/** The box with its edges moved out to the grid: a list that is asked for it tells of cells, however the edges are chosen. */
export function coarseBox({ minLon, minLat, maxLon, maxLat }: Bbox, gridDegrees: number): Bbox {
  const perDegree = Math.round(1 / gridDegrees);
  const [down, up] = [(at: number) => Math.floor(scaled(at, perDegree)) / perDegree, (at: number) => Math.ceil(scaled(at, perDegree)) / perDegree - SHORT_OF_THE_EDGE];
  return { minLon: down(minLon), minLat: down(minLat), maxLon: up(maxLon), maxLat: up(maxLat) };
}

/** The cell is closed to the south and west. Rounded to what a cell's middle needs, so that arithmetic leaves no traces. */
function middleOfCell(at: number, gridDegrees: number): number {
  const perDegree = Math.round(1 / gridDegrees);
  return Number(((Math.floor(scaled(at, perDegree)) + 0.5) / perDegree).toFixed(6));
}

/** 34.8 is 3480 hundredths, not a trifle less. */
function scaled(degrees: number, perDegree: number): number {
  return Number((degrees * perDegree).toFixed(6));
}

function roundedUp(metres: number, step: number): number {
  return Math.sign(metres) * Math.ceil(Math.abs(metres) / step) * Math.round(step);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const proto: unknown = Object.getPrototypeOf(value);
  return proto === Object.prototype || proto === null;
}
