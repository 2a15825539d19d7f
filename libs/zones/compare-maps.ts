// compare-maps.ts - where do two maps overlap, where do they agree, and what does each show that the other leaves out?
import { difference, intersection } from 'polyclip-ts';
import Flatbush from 'flatbush';
import { metresPerDegreeOfLongitude, METRES_PER_DEGREE } from './distance';
import { boxOf, polygonsOf, type Ring } from './geometry';
import type { ZoneVersion } from './zone';

export interface ZoneName {
  id: string;
  code: string;
  type: string;
}

export interface Overlap {
  a: ZoneName;
  b: ZoneName;
  areaKm2: number;
  /** Both maps say the same kind of area. */
  agree: boolean;
}

export interface Gap {
  zone: ZoneName;
  /** What no zone of the other map covers. */
  areaKm2: number;
  /** Of the zone's own area, 0 to 1. */
  share: number;
}

export interface MapComparison {
  zones: { a: number; b: number };
  overlaps: Overlap[];
  onlyA: Gap[];
  onlyB: Gap[];
  /** Summed over the overlaps, square kilometres. */
  agreedKm2: number;
  contradictedKm2: number;
}

/** Lines drawn twice never fall on each other exactly: what is smaller than this is such a sliver. */
const SLIVER_KM2 = 0.01;

export function compareMaps(a: readonly ZoneVersion[], b: readonly ZoneVersion[]): MapComparison {
  const [nearB, nearA] = [neighbours(b), neighbours(a)];
  const overlaps = a.flatMap((one) =>
    nearB(one).flatMap((other): Overlap[] => {
      const areaKm2 = areaOf(intersection(polygonsOf(one.geometry), polygonsOf(other.geometry)) as Ring[][]);
      return areaKm2 < SLIVER_KM2 ? [] : [{ a: nameOf(one), b: nameOf(other), areaKm2, agree: one.type === other.type }];
    }),
  );
  const sum = (agree: boolean) => round(overlaps.filter((each) => each.agree === agree).reduce((total, { areaKm2 }) => total + areaKm2, 0));
  return {
    zones: { a: a.length, b: b.length },
    overlaps: overlaps.sort((x, y) => Number(x.agree) - Number(y.agree) || y.areaKm2 - x.areaKm2),
    onlyA: a.flatMap((zone) => gapOf(zone, nearB(zone))),
    onlyB: b.flatMap((zone) => gapOf(zone, nearA(zone))),
    agreedKm2: sum(true),
    contradictedKm2: sum(false),
  };
}

/** How many corners two maps have together: comparing costs at least that. */
export function cornersOf(zones: readonly ZoneVersion[]): number {
  return zones.reduce((sum, { geometry }) => sum + polygonsOf(geometry).reduce((of, rings) => of + rings.reduce((count, ring) => count + ring.length, 0), 0), 0);
}

function gapOf(zone: ZoneVersion, others: readonly ZoneVersion[]): Gap[] {
  const own = polygonsOf(zone.geometry);
  const left = others.length > 0 ? (difference(own, ...others.map(({ geometry }) => polygonsOf(geometry))) as Ring[][]) : own;
  const [areaKm2, whole] = [areaOf(left), areaOf(own)];
  return areaKm2 < SLIVER_KM2 ? [] : [{ zone: nameOf(zone), areaKm2, share: Math.round((areaKm2 / whole) * 1000) / 1000 }];
}

function neighbours(zones: readonly ZoneVersion[]): (zone: ZoneVersion) => ZoneVersion[] {
  if (zones.length === 0) return () => [];
  const tree = new Flatbush(zones.length);
  for (const { geometry } of zones) {
    const { minLon, minLat, maxLon, maxLat } = boxOf(polygonsOf(geometry));
    tree.add(minLon, minLat, maxLon, maxLat);
  }
  tree.finish();
  return ({ geometry }) => {
    const { minLon, minLat, maxLon, maxLat } = boxOf(polygonsOf(geometry));
    return tree.search(minLon, minLat, maxLon, maxLat).sort((x, y) => x - y).map((at) => zones[at]!);
  };
}

/** On a plane that touches the Earth at the ring's first point: within 1 % for areas of some 100 km across. */
function areaOf(polygons: readonly Ring[][]): number {
  return round(polygons.reduce((sum, [outer = [], ...holes]) => sum + ringKm2(outer) - holes.reduce((of, hole) => of + ringKm2(hole), 0), 0));
}

function ringKm2(ring: Ring): number {
  const [lon0, lat0] = ring[0] ?? [0, 0];
  const middle = ring.reduce((sum, [, lat]) => sum + lat, 0) / Math.max(1, ring.length);
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    twice += (ring[i]![0] - lon0) * (ring[i + 1]![1] - lat0) - (ring[i + 1]![0] - lon0) * (ring[i]![1] - lat0);
  }
  return (Math.abs(twice) / 2) * (metresPerDegreeOfLongitude(middle) / 1_000) * (METRES_PER_DEGREE / 1_000);
}

function round(km2: number): number {
  return Math.round(km2 * 100) / 100;
}

function nameOf({ id, code, type }: ZoneVersion): ZoneName {
  return { id, code, type };
}
