// coarse.ts - outlines small enough for a thumbnail: few corners, in pixels, north up.
export type Ring = readonly (readonly [lon: number, lat: number])[];

/** Corners kept of an outline: at this size more of them cannot be told apart. */
const CORNERS = 60;

export interface Coarse {
  path: string;
  width: number;
  height: number;
  at(point: readonly [lon: number, lat: number]): [x: number, y: number];
}

/** Null when there is nothing to draw. `size` is the longer side in pixels. */
export function coarse(rings: readonly Ring[], size: number): Coarse | null {
  const corners = rings.flat();
  if (corners.length === 0) return null;
  const [west, east] = [least(corners.map(([lon]) => lon)), -least(corners.map(([lon]) => -lon))];
  const [south, north] = [least(corners.map(([, lat]) => lat)), -least(corners.map(([, lat]) => -lat))];
  // A degree of longitude is shorter than one of latitude, by the cosine of the latitude.
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = size / Math.max((east - west) * squeeze, north - south, 1e-9);
  const at: Coarse['at'] = ([lon, lat]) => [round((lon - west) * squeeze * scale), round((north - lat) * scale)];
  const path = rings.map((ring) => `M${ring.filter((_, index) => index % Math.ceil(ring.length / CORNERS) === 0).map((corner) => at(corner).join(' ')).join('L')}Z`).join('');
  return { path, width: round((east - west) * squeeze * scale), height: round((north - south) * scale), at };
}

function least(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
