// place-report.ts - where does a report say it happened, how sure is that, and which zones were there at that time?
import type { PlacingNumbers, ZoneType } from '@hotline/agreement';
import { distanceMetres, type Point } from './distance';
import { holds, type Candidate, type Entry, type Gazetteer } from './gazetteer';
import { containsPcode, type ZoneVersion } from './zone';
import type { ZoneHit, ZoneIndex } from './zone-index';

/** When it happened: both ends inclusive. */
export interface Occurred {
  from: Date;
  to: Date;
}

/** What the reporter said. */
export interface StatedPlace extends Occurred {
  lat: number | null;
  lon: number | null;
  radiusM: number | null;
  pcode: string | null;
  name: string | null;
}

export interface ZoneRelation {
  zoneVersionId: string;
  code: string;
  type: ZoneType;
  source: string;
  level: number | null;
  pcode: string | null;
  /** inside: wherever in the radius, it was in the zone. border: the radius crosses the edge. nearest: outside all, this is next. */
  relation: 'inside' | 'border' | 'nearest';
  /** Metres from the placed point to the zone's edge; null when the zone is known from a p-code and not from a point. */
  distanceM: number | null;
  /** The zone was valid during the whole stated interval, or during a part of it. */
  during: 'whole' | 'part';
  approximate: boolean;
}

export interface Placement {
  lat: number | null;
  lon: number | null;
  radiusM: number | null;
  /** The finest administrative code that the precision allows to name. */
  pcode: string | null;
  how: 'STATED_POINT' | 'PCODE' | 'PLACE_NAME' | 'UNRESOLVED';
  confidence: number;
  candidates: Candidate[];
  /** What to ask the reporter, or null. */
  clarification: string | null;
  zones: ZoneRelation[];
}

/** Where fire came from, as far as it is known; its zones are asked of the map at the time of judging. */
export type Origin = Pick<Placement, 'lat' | 'lon' | 'radiusM' | 'pcode' | 'how'>;

/** The operator's numbers and the version they belong to. */
export interface PlacingPolicy extends PlacingNumbers {
  version: string;
}

/** The map and the gazetteer of one moment. */
export interface Atlas {
  index: ZoneIndex;
  gazetteer: Gazetteer;
}

/** A point with a radius, and the administrative code when it is known from words and not from the point. */
interface Spot extends Point {
  radiusM: number;
  pcode: string | null;
}

type Resolution = Pick<Placement, 'how' | 'confidence' | 'candidates' | 'clarification'> & { spot: Spot | null };

/** About a centimetre, in parts of a degree. No place is known finer, and a database squares what is next to nothing into an error. */
const FINEST_PARTS = 1e7;

/** A stated point wins over a p-code, a p-code over a name. What is not known stays open; nothing is guessed. */
export function placeReport(stated: StatedPlace, atlas: Atlas, policy: PlacingPolicy): Placement {
  const { spot: found, ...resolved } = resolve(stated, atlas, policy);
  const spot = found && { ...found, lat: toTheCentimetre(found.lat), lon: toTheCentimetre(found.lon) };
  // A radius stated beside a name or a code can only widen what the gazetteer says.
  if (spot && stated.radiusM !== null) spot.radiusM = Math.max(spot.radiusM, stated.radiusM);
  if (!spot) return { ...resolved, lat: null, lon: null, radiusM: null, pcode: null, zones: [] };
  const zones = relationsOf(spot, stated, atlas.index, policy);
  const pcode = spot.pcode ?? finestPcode(spot, stated, atlas.index, policy);
  return { ...resolved, lat: spot.lat, lon: spot.lon, radiusM: spot.radiusM, pcode, zones };
}

/** Found like the place itself. Nobody is asked about an origin that stays unresolved: the impact is what a monitor saw. */
export function placeOrigin(stated: StatedPlace, atlas: Atlas, policy: PlacingPolicy): Origin {
  const { lat, lon, radiusM, pcode, how } = placeReport(stated, atlas, policy);
  return { lat, lon, radiusM, pcode, how };
}

/**
 * The zones of a placement as a map says them: the same as when it was placed while the map is the same, and what a later
 * map says of the same place and time otherwise.
 * @param placed where a report was placed; `pcode` counts only when it was stated in words
 */
export function zonesOfPlacement(placed: Pick<Placement, 'lat' | 'lon' | 'radiusM' | 'pcode' | 'how'>, when: Occurred, index: ZoneIndex, policy: PlacingNumbers): ZoneRelation[] {
  const { lat, lon, radiusM } = placed;
  if (lat === null || lon === null || radiusM === null) return [];
  return relationsOf({ lat, lon, radiusM, pcode: placed.how === 'STATED_POINT' ? null : placed.pcode }, when, index, policy);
}

function toTheCentimetre(degrees: number): number {
  return Math.round(degrees * FINEST_PARTS) / FINEST_PARTS;
}

// From words to a spot ----------------------------------------------------------------------------------------------

function resolve(stated: StatedPlace, atlas: Atlas, policy: PlacingPolicy): Resolution {
  if (stated.lat !== null && stated.lon !== null) return fromPoint(stated, stated.lat, stated.lon, atlas, policy);
  const area = stated.pcode ? (atlas.gazetteer.byCode(stated.pcode) ?? atlas.gazetteer.around(stated.pcode)) : null;
  const named = stated.name ? fromName(stated.name, area, atlas, policy) : null;
  if (area && named?.spot) return named;
  if (area) return fromCode(area, stated.pcode!, policy);
  if (named) return named;
  return unresolved([], 'The place code is not known. Where did it happen? A place name or a point would help.');
}

function fromPoint(stated: StatedPlace, lat: number, lon: number, { gazetteer }: Atlas, policy: PlacingPolicy): Resolution {
  const spot = { lat, lon, radiusM: stated.radiusM ?? policy.radiusM[policy.pointPrecision], pcode: null };
  const area = stated.pcode ? gazetteer.byCode(stated.pcode) : null;
  const apart = area ? distanceMetres(spot, area) - spot.radiusM - area.radiusM : 0;
  const clarification =
    area && apart > 0 ? `The point lies ${kilometres(apart)} outside ${area.code} (${label(area)}). Which of the two is right?` : null;
  return { how: 'STATED_POINT', confidence: 1, candidates: [], clarification, spot };
}

function fromCode(area: Entry, statedCode: string, policy: PlacingPolicy): Resolution {
  const isExact = area.code === statedCode.normalize('NFKC').trim().toUpperCase();
  return {
    how: 'PCODE',
    confidence: isExact ? 1 : policy.nameConfidence,
    candidates: [],
    clarification: isExact ? null : `The code is not known; it was taken as within ${area.code} (${label(area)}). Is there a better one?`,
    spot: { lat: area.lat, lon: area.lon, radiusM: area.radiusM, pcode: area.pcode },
  };
}

/** With a stated area the name is looked for inside it only. */
function fromName(name: string, area: Entry | null, { gazetteer }: Atlas, policy: PlacingPolicy): Resolution {
  const found = gazetteer.find(name).filter((each) => !area || (each.pcode !== null && area.pcode !== null && containsPcode(area.pcode, each.pcode)));
  const [best] = found;
  if (!best) return unresolved([], 'No known place has this name. Is there another spelling, a place code or a point?');
  const rivals = found.filter((each) => each.confidence > best.confidence - policy.nameMargin);
  const chosen = best.confidence < policy.nameConfidence ? null : oneOf(rivals);
  if (!chosen) return unresolved(found, `Which place is meant: ${found.map(choice).join('; ')}; or another one?`);
  const finer = rivals.filter((each) => holds(chosen, each));
  return {
    how: 'PLACE_NAME',
    confidence: chosen.confidence,
    candidates: found,
    clarification: finer.length > 0 ? `Is the whole of ${choice(chosen)} meant, or ${finer.map(choice).join(' or ')}?` : null,
    spot: { lat: chosen.lat, lon: chosen.lon, radiusM: chosen.radiusM, pcode: chosen.pcode },
  };
}

/**
 * Several areas of one name are no contradiction when each holds the next. A district is named after its town, so the town
 * is meant; but a governorate's name may well mean all of it, so it stays as wide as it was said. Otherwise nobody knows.
 */
function oneOf(rivals: readonly Candidate[]): Candidate | null {
  const wideFirst = [...rivals].sort((a, b) => (a.level ?? Infinity) - (b.level ?? Infinity));
  const isChain = wideFirst.every((each, at) => at === 0 || holds(wideFirst[at - 1]!, each));
  if (!isChain) return null;
  const widest = wideFirst[0]!;
  return (widest.level ?? Infinity) <= 1 ? widest : wideFirst.at(-1)!;
}

function unresolved(candidates: Candidate[], clarification: string): Resolution {
  return { how: 'UNRESOLVED', confidence: candidates[0]?.confidence ?? 0, candidates, clarification, spot: null };
}

function choice({ name, code }: Candidate): string {
  return `${name} (${code})`;
}

function label({ names, code }: Entry): string {
  return names.en ?? names.ar ?? names.ru ?? code;
}

function kilometres(metres: number): string {
  return `${(metres / 1000).toFixed(1)} km`;
}

// From a spot to zones ----------------------------------------------------------------------------------------------

function relationsOf(spot: Spot, { from, to }: Occurred, index: ZoneIndex, policy: PlacingNumbers): ZoneRelation[] {
  const finest = finestLevel(spot.radiusM, policy);
  const relations: ZoneRelation[] = [];
  for (const hit of index.within(spot, spot.radiusM)) {
    const during = overlap(hit.zone, from, to);
    if (!during) continue;
    if (hit.zone.type === 'ADMIN' && (spot.pcode !== null || (hit.zone.level ?? 0) > finest)) continue;
    relations.push(relation(hit, hit.isInside && hit.edgeM > spot.radiusM ? 'inside' : 'border', during));
  }
  if (spot.pcode !== null) relations.push(...statedAreas(spot.pcode, from, to, index));
  if (!relations.some(({ type }) => type === 'ADMIN')) {
    const next = index.nearest(spot, policy.nearestWithinM, 'ADMIN', (zone) => overlap(zone, from, to) !== null);
    if (next) relations.push(relation(next, 'nearest', overlap(next.zone, from, to)!));
  }
  return relations.sort((a, b) => (a.level ?? 99) - (b.level ?? 99) || (a.code < b.code ? -1 : 1));
}

/** The areas that a p-code lies in by its own digits: certain, wherever in them it happened. */
function statedAreas(pcode: string, from: Date, to: Date, index: ZoneIndex): ZoneRelation[] {
  return index.zones.flatMap((zone) => {
    if (zone.type !== 'ADMIN' || !zone.pcode || !containsPcode(zone.pcode, pcode)) return [];
    const during = overlap(zone, from, to);
    return during ? [{ ...relation({ zone, isInside: true, edgeM: 0 }, 'inside', during), distanceM: null }] : [];
  });
}

function relation({ zone, edgeM }: ZoneHit, kind: ZoneRelation['relation'], during: ZoneRelation['during']): ZoneRelation {
  return {
    zoneVersionId: zone.id,
    code: zone.code,
    type: zone.type,
    source: zone.source,
    level: zone.level,
    pcode: zone.pcode,
    relation: kind,
    distanceM: Math.round(edgeM),
    during,
    approximate: zone.approximate,
  };
}

/** Zones are valid from an instant on and up to, not including, another. */
function overlap({ validFrom, validTo }: ZoneVersion, from: Date, to: Date): ZoneRelation['during'] | null {
  if (validFrom && validFrom > to) return null;
  if (validTo && validTo <= from) return null;
  return (!validFrom || validFrom <= from) && (!validTo || validTo > to) ? 'whole' : 'part';
}

/** The finest administrative level that a radius can still tell apart: 3 sub-district, 2 district, 1 governorate. */
function finestLevel(radiusM: number, { radiusM: of }: PlacingNumbers): number {
  if (radiusM <= of.LOCALITY) return Infinity;
  if (radiusM <= of.SUBDISTRICT) return 3;
  if (radiusM <= of.DISTRICT) return 2;
  return 1;
}

function finestPcode(spot: Spot, { from, to }: StatedPlace, index: ZoneIndex, policy: PlacingPolicy): string | null {
  const finest = finestLevel(spot.radiusM, policy);
  const areas = index
    .covering(spot)
    .filter((zone) => zone.type === 'ADMIN' && (zone.level ?? 0) <= finest && overlap(zone, from, to) !== null)
    .sort((a, b) => (b.level ?? 0) - (a.level ?? 0));
  const [first, second] = areas;
  // On a shared edge two areas of one level cover the point: only their common area is known.
  if (!first || !second || first.level !== second.level) return first?.pcode ?? null;
  return areas.find((area) => area.level !== first.level)?.pcode ?? null;
}
