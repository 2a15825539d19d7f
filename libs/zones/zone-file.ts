// zone-file.ts - GeoJSON in, zones out; or a refusal that names the feature, the ring and the point.
import { isWord, ZONE_TYPES, type Names } from '@hotline/agreement';
import { unexchanged } from './exchanged-names';
import type { Geometry, Ring } from './geometry';
import { repairPolygons, type RepairRule } from './repair-geometry';
import { ringFault } from './ring-check';
import type { Zone } from './zone';

export interface ZoneFileFault {
  /** Index of the feature in the file; null for the file as a whole. */
  feature: number | null;
  /** What the feature calls itself, when it does. */
  name: string | null;
  ring: number | null;
  point: number | null;
  fault: string;
}

/** What was brought in order, and by which rule. */
export interface ZoneRepair {
  feature: number;
  code: string;
  ring: number | null;
  point: number | null;
  rule: RepairRule | 'names exchanged';
}

export type ZoneFile = { ok: true; zones: Zone[]; repairs: ZoneRepair[] } | { ok: false; faults: ZoneFileFault[] };

export interface ReadOptions {
  /** Whose map, for features that do not say so. */
  source?: string;
  /** Bring in order what the rules of `repair-geometry` and `exchanged-names` can, and say so; otherwise refuse it. */
  repair?: boolean;
}

/** More faults than a person reads at once. */
const MAX_FAULTS = 20;
const MAX_TEXT = 500;

/** A map's name: US, RU, RECONCILED, OCHA, ... */
export const SOURCE_WORD = /^[A-Z][A-Z_]{1,30}$/;

type Properties = Record<string, unknown>;
/** What one feature says of itself, before its geometry is looked at. */
type Described = Omit<Zone, 'geometry'>;

/**
 * Reads a FeatureCollection of OCHA COD-AB boundaries (`pcode`/`level`, `ADM2_PCODE`, `admin2Pcode`, ...) or of zones of our
 * own (`zone_code`, `zone_type`, ...). All or nothing: one fault refuses the file.
 */
export function readZoneFile(content: unknown, options: ReadOptions = {}): ZoneFile {
  const collection = content as { type?: unknown; features?: unknown } | null;
  if (collection?.type !== 'FeatureCollection' || !Array.isArray(collection.features)) {
    return refused([{ feature: null, name: null, ring: null, point: null, fault: 'is not a GeoJSON FeatureCollection' }]);
  }
  if (collection.features.length === 0) return refused([{ feature: null, name: null, ring: null, point: null, fault: 'has no features' }]);
  const zones: Zone[] = [];
  const faults: ZoneFileFault[] = [];
  const repairs: ZoneRepair[] = [];
  const seen = new Map<string, number>();
  for (const [feature, item] of collection.features.entries()) {
    if (faults.length >= MAX_FAULTS) break;
    const read = readFeature(item, options);
    if ('fault' in read) {
      faults.push({ feature, ...read });
      continue;
    }
    const { zone } = read;
    repairs.push(...read.repairs.map((repair) => ({ feature, code: zone.code, ...repair })));
    const identity = `${zone.code} ${zone.type === 'ADMIN' ? '' : zone.source} ${zone.validFrom?.toISOString() ?? ''}`;
    const twin = seen.get(identity);
    if (twin !== undefined) faults.push({ feature, ...at(zone.code, `says the same zone again as feature ${twin}`) });
    seen.set(identity, feature);
    zones.push(zone);
  }
  return faults.length > 0 ? refused(faults) : { ok: true, zones, repairs };
}

/** A sentence for people: "feature 3 (SY040101), ring 0, point 17: does not end where it begins". */
export function describeFault({ feature, name, ring, point, fault }: ZoneFileFault): string {
  if (feature === null) return `the file ${fault}`;
  const where = [`feature ${feature}${name ? ` (${name})` : ''}`, ring === null ? '' : `ring ${ring}`, point === null ? '' : `point ${point}`];
  return `${where.filter(Boolean).join(', ')}: ${fault}`;
}

type FeatureFault = Omit<ZoneFileFault, 'feature'>;

function at(name: string | null, fault: string, ring: number | null = null, point: number | null = null): FeatureFault {
  return { name, ring, point, fault };
}

function refused(faults: ZoneFileFault[]): ZoneFile {
  return { ok: false, faults };
}

type FeatureRepair = Omit<ZoneRepair, 'feature' | 'code'>;

function readFeature(item: unknown, { source, repair = false }: ReadOptions): { zone: Zone; repairs: FeatureRepair[] } | FeatureFault {
  const feature = item as { type?: unknown; properties?: unknown; geometry?: unknown } | null;
  if (feature?.type !== 'Feature') return at(null, 'is not a GeoJSON Feature');
  if (!isObject(feature.properties)) return at(null, 'has no properties');
  const { properties, exchanged } = repair ? unexchanged(feature.properties) : { properties: feature.properties, exchanged: [] };
  const described = describe(properties, source);
  if ('fault' in described) return described;
  const read = readGeometry(described.code, feature.geometry, repair);
  if ('fault' in read) return read;
  const names = exchanged.map((): FeatureRepair => ({ ring: null, point: null, rule: 'names exchanged' }));
  return { zone: { ...described, geometry: read.geometry }, repairs: [...names, ...read.repairs] };
}

function describe(properties: Properties, defaultSource: string | undefined): Described | FeatureFault {
  const level = levelOf(properties);
  const code = text(properties, 'zone_code', 'zone_id', 'code') ?? (level === null ? null : pcodeOf(properties, level));
  if (!code) return at(null, 'has neither a zone_code nor a p-code');
  const type = (text(properties, 'zone_type', 'type') ?? 'ADMIN').toUpperCase();
  if (!isWord(ZONE_TYPES, type)) return at(code, `has the unknown zone type ${JSON.stringify(type.slice(0, 40))}`);
  const isAdmin = type === 'ADMIN';
  if (isAdmin && level === null) return at(code, 'is administrative but has no level');
  const validFrom = instant(properties, 'valid_from', 'validFrom', 'listed_from');
  const validTo = instant(properties, 'valid_to', 'validTo', 'listed_to');
  if (validFrom === 'bad' || validTo === 'bad') return at(code, 'has a valid_from or valid_to that is not a date or an instant with offset');
  if (validFrom && validTo && validFrom >= validTo) return at(code, 'ends before it begins');
  return {
    code,
    type,
    source: sourceOf(properties, isAdmin, defaultSource),
    level: isAdmin ? level : null,
    pcode: isAdmin ? pcodeOf(properties, level!) : text(properties, 'pcode', 'adm3_pcode', 'adm2_pcode', 'adm1_pcode'),
    parentPcode: text(properties, 'parent_pcode', 'parentPcode') ?? (isAdmin && level! > 0 ? levelled(properties, level! - 1, PCODE_KEYS) : null),
    names: namesOf(properties, isAdmin ? level : null),
    approximate: properties.approximate === true,
    details: detailsOf(properties),
    validFrom,
    validTo,
  };
}

// Properties: OCHA's spellings changed over the years ----------------------------------------------------------------

const PCODE_KEYS = ['ADM#_PCODE', 'adm#_pcode', 'admin#Pcode', 'admin#pcode', 'PCODE_#'];
const NAME_KEYS = {
  en: ['ADM#_EN', 'adm#_en', 'admin#Name_en', 'admin#Name', 'NAME_EN_#', 'adm#_name'],
  ar: ['ADM#_AR', 'adm#_ar', 'admin#Name_ar', 'admin#AltNm', 'NAME_AR_#'],
  ru: ['ADM#_RU', 'adm#_ru', 'admin#Name_ru'],
};
const LEVELS = [4, 3, 2, 1, 0];

function levelOf(properties: Properties): number | null {
  const stated = properties.level ?? properties.adm_level ?? properties.admLevel;
  if (typeof stated === 'number' && LEVELS.includes(stated)) return stated;
  const named = LEVELS.find((level) => levelled(properties, level, PCODE_KEYS) !== null);
  if (named === undefined) return null;
  // A layer that calls its own code PCODE names only the areas above by level.
  const own = text(properties, 'pcode', 'PCODE');
  const isBelow = own !== null && own !== levelled(properties, named, PCODE_KEYS) && own.startsWith(levelled(properties, named, PCODE_KEYS)!);
  return isBelow && LEVELS.includes(named + 1) ? named + 1 : named;
}

function pcodeOf(properties: Properties, level: number): string | null {
  return text(properties, 'pcode', 'PCODE') ?? levelled(properties, level, PCODE_KEYS);
}

function levelled(properties: Properties, level: number, patterns: readonly string[]): string | null {
  return text(properties, ...patterns.map((pattern) => pattern.replace('#', String(level))));
}

/** Whose map this is, as one short word, in the file or from whoever imports it. A long `source` stays with the details. */
function sourceOf(properties: Properties, isAdmin: boolean, defaultSource: string | undefined): string {
  const word = [properties.map_source, properties.mapSource, properties.source].find((each) => typeof each === 'string' && SOURCE_WORD.test(each));
  if (typeof word === 'string') return word;
  if (properties.approximate === true) return 'STAND_IN';
  return defaultSource ?? (isAdmin ? 'OCHA' : 'UNSTATED');
}

function namesOf(properties: Properties, level: number | null): Names {
  const names: Names = {};
  const stated = isObject(properties.names) ? properties.names : {};
  for (const language of ['en', 'ar', 'ru'] as const) {
    const name = text(stated, language) ?? text(properties, `name_${language}`, `NAME_${language.toUpperCase()}`) ?? (level === null ? null : levelled(properties, level, NAME_KEYS[language]));
    if (name) names[language] = name;
  }
  return names;
}

const READ = /^(zone_code|zone_id|code|zone_type|type|level|pcode|parent_?pcode|names|name_(en|ar|ru)|approximate|valid_?(from|to)|map_?source)$/i;

/** What is said beyond the known properties is kept as it was said: besieger, population, basis of the outline, ... */
function detailsOf(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([key, value]) => !READ.test(key) && value !== null));
}

function text(properties: Properties, ...keys: string[]): string | null {
  for (const key of keys) {
    const value = properties[key];
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, MAX_TEXT);
  }
  return null;
}

/** A date means its first instant in UTC. */
function instant(properties: Properties, ...keys: string[]): Date | null | 'bad' {
  const stated = text(properties, ...keys);
  if (stated === null) return null;
  if (!/^\d{4}-\d\d-\d\d(T(?:[01]\d|2[0-3]):\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(stated)) return 'bad';
  const parsed = new Date(stated);
  const isRealDate = parsed.getTime() === parsed.getTime() && new Date(`${stated.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(stated.slice(0, 10));
  return isRealDate ? parsed : 'bad';
}

// Geometry ----------------------------------------------------------------------------------------------------------

function readGeometry(code: string, geometry: unknown, repair: boolean): { geometry: Geometry; repairs: FeatureRepair[] } | FeatureFault {
  if (!isObject(geometry)) return at(code, 'has no geometry');
  const { type, coordinates } = geometry;
  if (type !== 'Polygon' && type !== 'MultiPolygon') return at(code, `is a ${String(type).slice(0, 40)}; a zone is a Polygon or a MultiPolygon`);
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  if (!Array.isArray(polygons) || polygons.length === 0) return at(code, 'has no coordinates');
  let ring = 0;
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return at(code, 'has a polygon without rings', ring);
    if (repair) continue;
    for (const positions of polygon) {
      const fault = ringFault(positions);
      if (fault) return at(code, fault.fault, ring, fault.point);
      ring++;
    }
  }
  if (!repair) return { geometry: { type, coordinates: withoutHeights(polygons, type) } as Geometry, repairs: [] };
  const mended = repairPolygons(polygons as Ring[][]);
  if ('fault' in mended) return at(code, mended.fault, mended.ring, mended.point);
  const kind = mended.polygons.length === 1 ? 'Polygon' : 'MultiPolygon';
  return { geometry: { type: kind, coordinates: withoutHeights(mended.polygons, kind) } as Geometry, repairs: mended.repairs };
}

/** Heights, which some exports add, say nothing about a zone. */
function withoutHeights(polygons: number[][][][], type: 'Polygon' | 'MultiPolygon'): unknown {
  const flat = polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lon, lat])));
  return type === 'Polygon' ? flat[0] : flat;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
