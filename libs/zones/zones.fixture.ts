// zones.fixture.ts - a small made-up country for the specs: two governorates side by side, one cut into districts.
import type { PlacingPolicy } from './place-report';
import type { Place } from './gazetteer';
import type { Ring } from './geometry';
import type { ZoneVersion } from './zone';

export const policy: PlacingPolicy = {
  version: 'test',
  radiusM: { EXACT: 10, VICINITY: 100, LOCALITY: 1_000, SUBDISTRICT: 8_000, DISTRICT: 20_000, GOVERNORATE: 60_000, UNKNOWN: 300_000 },
  pointPrecision: 'LOCALITY',
  radiusOfLevelM: [300_000, 60_000, 20_000, 8_000],
  nameConfidence: 0.8,
  nameMargin: 0.1,
  minConfidence: 0.35,
  maxCandidates: 5,
  nearestWithinM: 100_000,
};

export function box(minLon: number, minLat: number, maxLon: number, maxLat: number): Ring {
  return [[minLon, minLat], [maxLon, minLat], [maxLon, maxLat], [minLon, maxLat], [minLon, minLat]];
}

export function zone(code: string, ring: Ring, change: Partial<ZoneVersion> = {}): ZoneVersion {
  return {
    id: `version of ${code}`,
    code,
    type: 'ADMIN',
    source: 'TEST',
    level: (code.length - 2) / 2,
    pcode: code,
    parentPcode: code.length > 2 ? code.slice(0, -2) : null,
    names: {},
    geometry: { type: 'Polygon', coordinates: [ring] },
    approximate: false,
    details: {},
    validFrom: null,
    validTo: null,
    ...change,
  };
}

export function place(code: string, change: Partial<Place> = {}): Place {
  return { code, kind: 'TOWN', names: {}, aliases: [], lat: 35, lon: 38, radiusM: 2_000, pcode: code, ...change };
}

/** XX: 2 x 1 degrees. XX01 west, XX02 east; XX01 has a southern and a northern district. */
export const country: ZoneVersion[] = [
  zone('XX', box(38, 35, 40, 36), { names: { en: 'Xland' } }),
  zone('XX01', box(38, 35, 39, 36), { names: { en: 'Wadi', ar: 'وادي' } }),
  zone('XX02', box(39, 35, 40, 36), { names: { en: 'Sharq', ar: 'شرق' } }),
  zone('XX0101', box(38, 35, 39, 35.5), { names: { en: 'Talla', ar: 'تلا' } }),
  zone('XX0102', box(38, 35.5, 39, 36), { names: { en: 'Jabal', ar: 'جبل' } }),
];
