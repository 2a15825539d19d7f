// distance.ts - how far is it, in metres? Exact enough for maps: a sphere between points, a local plane near an edge.

export interface Point {
  lat: number;
  lon: number;
}

/** Mean Earth radius (IUGG), metres. */
const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;
export const METRES_PER_DEGREE = EARTH_RADIUS_M * RADIANS;

/** Great-circle distance (haversine). */
export function distanceMetres(a: Point, b: Point): number {
  const sinLat = Math.sin(((b.lat - a.lat) * RADIANS) / 2);
  const sinLon = Math.sin(((b.lon - a.lon) * RADIANS) / 2);
  const h = sinLat * sinLat + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * sinLon * sinLon;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Metres of one degree of longitude at a latitude. */
export function metresPerDegreeOfLongitude(lat: number): number {
  return METRES_PER_DEGREE * Math.cos(lat * RADIANS);
}

/**
 * Distance from a point to the nearest segment of a ring, on the plane that touches the Earth at the point. `ring` holds
 * lon, lat, lon, lat, ... Within 0.1 % up to some 50 km; farther off it still orders zones rightly.
 */
export function distanceToRing(point: Point, ring: Float64Array): number {
  const perLon = metresPerDegreeOfLongitude(point.lat);
  let best = Infinity;
  let x1 = (ring[0]! - point.lon) * perLon;
  let y1 = (ring[1]! - point.lat) * METRES_PER_DEGREE;
  for (let i = 2; i < ring.length; i += 2) {
    const x2 = (ring[i]! - point.lon) * perLon;
    const y2 = (ring[i + 1]! - point.lat) * METRES_PER_DEGREE;
    const dx = x2 - x1;
    const dy = y2 - y1;
    const length2 = dx * dx + dy * dy;
    const ahead = -(x1 * dx + y1 * dy);
    const along = ahead <= 0 ? 0 : ahead >= length2 ? 1 : ahead / length2;
    const nearX = x1 + along * dx;
    const nearY = y1 + along * dy;
    const distance2 = nearX * nearX + nearY * nearY;
    if (distance2 < best) best = distance2;
    x1 = x2;
    y1 = y2;
  }
  return Math.sqrt(best);
}
