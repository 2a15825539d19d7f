// zone-index.ts - which zones cover a point, and how far are their edges? One immutable index per state of the map.
import Flatbush from 'flatbush';
import type { ZoneType } from '@hotline/agreement';
import { METRES_PER_DEGREE, metresPerDegreeOfLongitude, type Point } from './distance';
import { boxOf, polygonsOf, type Ring } from './geometry';
import { indexPolygons } from './polygons-index';
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
  /** The zone of a type with the nearest edge among those `isWanted`, up to `maxM` away. */
  nearest(point: Point, maxM: number, type: ZoneType, isWanted: (zone: ZoneVersion) => boolean): ZoneHit | null;
}

/** One polygon of a zone. An edge belongs to its zone. */
interface Part {
  zone: ZoneVersion;
  polygon: Ring[];
}

/** So that a side at exactly the radius still counts as touched. */
const BARELY_MORE = 1 + 1e-9;
/** How many boxes around the point are measured exactly before the nearest is believed. */
const NEAREST_TRIES = 12;

export function buildZoneIndex(zones: readonly ZoneVersion[]): ZoneIndex {
  const parts = zones.flatMap(partsOf);
  if (parts.length === 0) return { zones, covering: () => [], within: () => [], nearest: () => null };
  const sides = indexPolygons(parts.map(({ polygon }) => polygon));
  const tree = treeOf(parts);
  const ofType = new Map<ZoneType, { at: number[]; tree: Flatbush }>();
  for (const type of new Set(parts.map(({ zone }) => zone.type))) {
    const at = [...parts.keys()].filter((each) => parts[each]!.zone.type === type);
    ofType.set(type, { at, tree: treeOf(at.map((each) => parts[each]!)) });
  }

  return { zones, covering, within, nearest };

  function covering(point: Point): ZoneVersion[] {
    const found: ZoneVersion[] = [];
    for (const at of tree.search(point.lon, point.lat, point.lon, point.lat)) {
      const { zone } = parts[at]!;
      if (sides.covers(at, point) && !found.includes(zone)) found.push(zone);
    }
    return found;
  }

  function within(point: Point, radiusM: number): ZoneHit[] {
    const hits = new Map<ZoneVersion, ZoneHit>();
    for (const at of tree.search(...boxAround(point, radiusM))) {
      const { zone } = parts[at]!;
      const isInside = sides.covers(at, point);
      const edgeM = sides.edgeDistance(at, point, isInside ? Infinity : radiusM * BARELY_MORE);
      if (!isInside && edgeM > radiusM) continue;
      const known = hits.get(zone);
      if (!known) hits.set(zone, { zone, isInside, edgeM });
      else hits.set(zone, { zone, isInside: known.isInside || isInside, edgeM: Math.min(known.edgeM, edgeM) });
    }
    return [...hits.values()];
  }

  function nearest(point: Point, maxM: number, type: ZoneType, isWanted: (zone: ZoneVersion) => boolean): ZoneHit | null {
    const own = ofType.get(type);
    if (!own) return null;
    const maxDegrees = maxM / Math.min(METRES_PER_DEGREE, Math.max(1, metresPerDegreeOfLongitude(point.lat)));
    const near = own.tree.neighbors(point.lon, point.lat, NEAREST_TRIES, maxDegrees, (at) => isWanted(parts[own.at[at]!]!.zone));
    const hits = near.map((each) => own.at[each]!).map((at) => ({ zone: parts[at]!.zone, isInside: sides.covers(at, point), edgeM: sides.edgeDistance(at, point) }));
    const [best] = hits.sort((a, b) => a.edgeM - b.edgeM || (a.zone.code < b.zone.code ? -1 : 1));
    return best && best.edgeM <= maxM ? best : null;
  }
}

function treeOf(parts: readonly Part[]): Flatbush {
  const tree = new Flatbush(parts.length);
  for (const { polygon } of parts) {
    const box = boxOf([polygon]);
    tree.add(box.minLon, box.minLat, box.maxLon, box.maxLat);
  }
  tree.finish();
  return tree;
}

function partsOf(zone: ZoneVersion): Part[] {
  return polygonsOf(zone.geometry).map((polygon) => ({ zone, polygon }));
}

function boxAround(point: Point, radiusM: number): [number, number, number, number] {
  const lat = radiusM / METRES_PER_DEGREE;
  const lon = radiusM / Math.max(1, metresPerDegreeOfLongitude(point.lat));
  return [point.lon - lon, point.lat - lat, point.lon + lon, point.lat + lat];
}
