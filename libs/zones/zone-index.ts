// zone-index.ts - which zones cover a point, and how far are their edges? One immutable index per state of the map.
import Flatbush from 'flatbush';
import { METRES_PER_DEGREE, metresPerDegreeOfLongitude, type Point } from './distance';
import { boxOf, polygonsOf, type Ring } from './geometry';
import { indexPolygon, type PolygonIndex } from './polygon-index';
import type { ZoneVersion } from './zone';

export interface ZoneHit {
  zone: ZoneVersion;
  isInside: boolean;
  /** From the point to the nearest edge of the zone, whether the point is inside or not. */
  edgeM: number;
}

export interface ZoneIndex {
  readonly zones: readonly ZoneVersion[];
  /** The zones that hold the point or touch it with an edge (as PostGIS's ST_Covers). */
  covering(point: Point): ZoneVersion[];
  /** The zones that a circle touches, with what it takes to say how. */
  within(point: Point, radiusM: number): ZoneHit[];
  /** The zone with the nearest edge among those `isWanted`, up to `maxM` away. */
  nearest(point: Point, maxM: number, isWanted: (zone: ZoneVersion) => boolean): ZoneHit | null;
}

/** One polygon of a zone. An edge belongs to its zone. */
interface Part extends PolygonIndex {
  zone: ZoneVersion;
  polygon: Ring[];
}

/** How many boxes around the point are measured exactly before the nearest is believed. */
const NEAREST_TRIES = 12;

export function buildZoneIndex(zones: readonly ZoneVersion[]): ZoneIndex {
  const parts = zones.flatMap(partsOf);
  if (parts.length === 0) return { zones, covering: () => [], within: () => [], nearest: () => null };
  const tree = new Flatbush(parts.length);
  for (const { polygon } of parts) {
    const box = boxOf([polygon]);
    tree.add(box.minLon, box.minLat, box.maxLon, box.maxLat);
  }
  tree.finish();

  return { zones, covering, within, nearest };

  function covering(point: Point): ZoneVersion[] {
    const found: ZoneVersion[] = [];
    for (const at of tree.search(point.lon, point.lat, point.lon, point.lat)) {
      const part = parts[at]!;
      if (part.covers(point) && !found.includes(part.zone)) found.push(part.zone);
    }
    return found;
  }

  function within(point: Point, radiusM: number): ZoneHit[] {
    const hits = new Map<ZoneVersion, ZoneHit>();
    for (const at of tree.search(...boxAround(point, radiusM))) {
      const part = parts[at]!;
      const isInside = part.covers(point);
      const edgeM = part.edgeDistance(point);
      if (!isInside && edgeM > radiusM) continue;
      const known = hits.get(part.zone);
      if (!known) hits.set(part.zone, { zone: part.zone, isInside, edgeM });
      else hits.set(part.zone, { zone: part.zone, isInside: known.isInside || isInside, edgeM: Math.min(known.edgeM, edgeM) });
    }
    return [...hits.values()];
  }

  function nearest(point: Point, maxM: number, isWanted: (zone: ZoneVersion) => boolean): ZoneHit | null {
    const maxDegrees = maxM / Math.min(METRES_PER_DEGREE, Math.max(1, metresPerDegreeOfLongitude(point.lat)));
    const near = tree.neighbors(point.lon, point.lat, NEAREST_TRIES, maxDegrees, (at) => isWanted(parts[at]!.zone));
    const hits = near.map((at) => {
      const part = parts[at]!;
      return { zone: part.zone, isInside: part.covers(point), edgeM: part.edgeDistance(point) };
    });
    const [best] = hits.sort((a, b) => a.edgeM - b.edgeM || (a.zone.code < b.zone.code ? -1 : 1));
    return best && best.edgeM <= maxM ? best : null;
  }
}

function partsOf(zone: ZoneVersion): Part[] {
  return polygonsOf(zone.geometry).map((polygon) => ({ zone, polygon, ...indexPolygon(polygon) }));
}

function boxAround(point: Point, radiusM: number): [number, number, number, number] {
  const lat = radiusM / METRES_PER_DEGREE;
  const lon = radiusM / Math.max(1, metresPerDegreeOfLongitude(point.lat));
  return [point.lon - lon, point.lat - lat, point.lon + lon, point.lat + lat];
}
