// geometry.ts - the little of GeoJSON that zones need, in degrees, longitude first (RFC 7946).

export type Position = [lon: number, lat: number];
export type Ring = Position[];
export interface Polygon {
  type: 'Polygon';
  coordinates: Ring[];
}
export interface MultiPolygon {
  type: 'MultiPolygon';
  coordinates: Ring[][];
}
export type Geometry = Polygon | MultiPolygon;

export interface Box {
  minLon: number;
  minLat: number;
  maxLon: number;
  maxLat: number;
}

/** A geometry as its polygons: each an outer ring and its holes. */
export function polygonsOf(geometry: Geometry): Ring[][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** The box of some polygons. Only outer rings can reach its edges. */
export function boxOf(polygons: readonly Ring[][]): Box {
  const box = { minLon: Infinity, minLat: Infinity, maxLon: -Infinity, maxLat: -Infinity };
  for (const [outer = []] of polygons) {
    for (const [lon, lat] of outer) {
      if (lon < box.minLon) box.minLon = lon;
      if (lon > box.maxLon) box.maxLon = lon;
      if (lat < box.minLat) box.minLat = lat;
      if (lat > box.maxLat) box.maxLat = lat;
    }
  }
  return box;
}

/** The area centroid of the largest polygon, for labels and for placing a report that names only the zone. */
export function centroidOf(geometry: Geometry): { lat: number; lon: number } {
  let best = { area: -1, lat: 0, lon: 0 };
  for (const [outer = []] of polygonsOf(geometry)) {
    const [lon0, lat0] = outer[0] ?? [0, 0];
    let twice = 0;
    let lon = 0;
    let lat = 0;
    for (let i = 0; i + 1 < outer.length; i++) {
      const [x1, y1] = [outer[i]![0] - lon0, outer[i]![1] - lat0];
      const [x2, y2] = [outer[i + 1]![0] - lon0, outer[i + 1]![1] - lat0];
      const cross = x1 * y2 - x2 * y1;
      twice += cross;
      lon += (x1 + x2) * cross;
      lat += (y1 + y2) * cross;
    }
    if (Math.abs(twice) <= best.area) continue;
    best = { area: Math.abs(twice), lon: lon0 + (twice ? lon / (3 * twice) : 0), lat: lat0 + (twice ? lat / (3 * twice) : 0) };
  }
  return { lat: best.lat, lon: best.lon };
}
