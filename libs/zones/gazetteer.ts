// gazetteer.ts - which places could a name or a p-code mean, and how sure is that?
import type { Names, PlacingNumbers } from '@hotline/agreement';
import { distanceMetres } from './distance';
import { likeness } from './edit-distance';
import { centroidOf, polygonsOf } from './geometry';
import { nameKey, type NameKey, type PlaceKind } from './place-name';
import { containsPcode, type ZoneVersion } from './zone';

/** A named point of the gazetteer. Its `pcode` is its own, or that of the area it lies in. */
export interface Place {
  code: string;
  kind: string;
  names: Names;
  aliases: string[];
  lat: number;
  lon: number;
  radiusM: number;
  pcode: string | null;
}

/** Something that can be named: a place, an administrative area, or both at once. */
export interface Entry extends Place {
  /** Administrative level; null for a place that is not an administrative area. */
  level: number | null;
}

export interface Candidate {
  code: string;
  pcode: string | null;
  name: string;
  level: number | null;
  lat: number;
  lon: number;
  radiusM: number;
  /** 0..1: how well the spelling fits, not how likely the event is there. */
  confidence: number;
  why: 'same name' | 'same name under another spelling' | 'same consonants' | 'similar spelling';
}

export interface Gazetteer {
  /** The place or area with this code, or null. */
  byCode(code: string): Entry | null;
  /** The finest known administrative area whose code `pcode` begins with, or null. */
  around(pcode: string): Entry | null;
  /** Best first; equal names stay side by side. */
  find(name: string): Candidate[];
}

export type GazetteerPolicy = Pick<PlacingNumbers, 'radiusOfLevelM' | 'minConfidence' | 'maxCandidates'>;

interface Spelling extends NameKey {
  entry: Entry;
  isAlias: boolean;
}

/** Every spelling, laid out for the sieve that most of them do not pass. */
interface Lexicon {
  spellings: readonly Spelling[];
  /** Per spelling: which letters and which consonants occur in it, a bit each. */
  letters: Int32Array;
  consonants: Int32Array;
}

/** Names looked up again and again (a town under fire) are answered from memory. */
const REMEMBERED_NAMES = 2_000;
/** Places of exactly one name are all told, however many; a list longer than this helps nobody. */
const MAX_NAMESAKES = 50;
/** From here on a place is called so, in one spelling or another. */
const SAME_NAME = 0.97;
/** A name of one consonant says too little to be compared by consonants. */
const MIN_SKELETON = 2;

export function buildGazetteer(places: readonly Place[], zones: readonly ZoneVersion[], policy: GazetteerPolicy): Gazetteer {
  const entries = entriesOf(places, zones, policy);
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const lexicon = lexiconOf(entries.flatMap(spellingsOf));
  const remembered = new Map<string, Candidate[]>();

  return {
    byCode: (code) => byCode.get(normalCode(code)) ?? null,
    around(pcode) {
      for (let code = normalCode(pcode); code.length > 1; code = code.slice(0, -1)) {
        const entry = byCode.get(code);
        if (entry && entry.level !== null) return entry;
      }
      return null;
    },
    find(name) {
      const known = remembered.get(name);
      if (known) return known;
      if (remembered.size >= REMEMBERED_NAMES) remembered.clear();
      const found = rank(name, lexicon, policy);
      remembered.set(name, found);
      return found;
    },
  };
}

function normalCode(code: string): string {
  return code.normalize('NFKC').trim().toUpperCase();
}

/**
 * Places, the administrative areas of the map, and areas known only because places lie in them. A place that carries an
 * area's own code is that area (official lists name areas after their chief place): its point, and all the names of both.
 */
function entriesOf(places: readonly Place[], zones: readonly ZoneVersion[], policy: GazetteerPolicy): Entry[] {
  const entries = new Map<string, Entry>();
  for (const zone of zones) {
    if (zone.type === 'ADMIN' && zone.pcode) entries.set(zone.pcode, areaOf(zone, policy));
  }
  for (const place of places) {
    const area = entries.get(place.code);
    const level = area?.level ?? (place.code === place.pcode ? levelOfPcode(place.code) : null);
    entries.set(place.code, { ...place, aliases: [...place.aliases, ...Object.values(area?.names ?? {})], level });
  }
  const unmapped = new Map<string, Place[]>();
  for (const place of places) {
    if (place.pcode && !entries.has(place.pcode)) unmapped.set(place.pcode, [...(unmapped.get(place.pcode) ?? []), place]);
  }
  return [...entries.values(), ...[...unmapped].map(([pcode, inside]) => unmappedArea(pcode, inside, policy))];
}

function areaOf(zone: ZoneVersion, policy: GazetteerPolicy): Entry {
  const { code, names, geometry } = zone;
  const centre = centroidOf(geometry);
  const reach = Math.max(...polygonsOf(geometry).flatMap(([outer = []]) => outer.map(([lon, lat]) => distanceMetres(centre, { lon, lat }))));
  const level = zone.level ?? 0;
  return { code, kind: 'ADMIN', names, aliases: [], ...centre, radiusM: Math.round(Math.min(reach, radiusOf(level, policy))), pcode: zone.pcode, level };
}

/** No outline, but places that lie in it: their middle stands for it. It is found by its code, not by a name. */
function unmappedArea(pcode: string, inside: readonly Place[], policy: GazetteerPolicy): Entry {
  const centre = {
    lat: inside.reduce((sum, { lat }) => sum + lat, 0) / inside.length,
    lon: inside.reduce((sum, { lon }) => sum + lon, 0) / inside.length,
  };
  const reach = Math.max(...inside.map((place) => distanceMetres(centre, place) + place.radiusM));
  const level = levelOfPcode(pcode);
  return { code: pcode, kind: 'ADMIN', names: {}, aliases: [], ...centre, radiusM: Math.round(Math.max(reach, radiusOf(level, policy))), pcode, level };
}

/** OCHA's codes grow by two digits a level: SY, SY05, SY0501, SY050102. */
function levelOfPcode(pcode: string): number {
  return Math.max(0, Math.ceil((pcode.length - 2) / 2));
}

function radiusOf(level: number, { radiusOfLevelM }: GazetteerPolicy): number {
  return radiusOfLevelM[level] ?? radiusOfLevelM.at(-1) ?? 0;
}

function spellingsOf(entry: Entry): Spelling[] {
  const official = Object.values(entry.names).filter(Boolean);
  const seen = new Set<string>();
  const spellings: Spelling[] = [];
  for (const [names, isAlias] of [[official, false], [entry.aliases, true]] as const) {
    for (const name of names) {
      const key = nameKey(name);
      if (key.compact === '' || seen.has(key.compact)) continue;
      seen.add(key.compact);
      spellings.push({ ...key, entry, isAlias });
    }
  }
  return spellings;
}

function lexiconOf(spellings: readonly Spelling[]): Lexicon {
  return {
    spellings,
    letters: Int32Array.from(spellings, ({ compact }) => lettersOf(compact)),
    consonants: Int32Array.from(spellings, ({ skeleton }) => lettersOf(skeleton)),
  };
}

function rank(name: string, { spellings, letters, consonants }: Lexicon, policy: GazetteerPolicy): Candidate[] {
  const asked = nameKey(name);
  if (asked.compact === '') return [];
  const best = new Map<Entry, Pick<Candidate, 'confidence' | 'why'>>();
  const [ownLetters, ownConsonants] = [lettersOf(asked.compact), lettersOf(asked.skeleton)];
  const [slips, consonantSlips] = [slipsIn(asked.compact), slipsIn(asked.skeleton)];
  for (let at = 0; at < spellings.length; at++) {
    const areLettersLike = !areTooUnlike(ownLetters, letters[at]!, slips);
    const areConsonantsLike = !areTooUnlike(ownConsonants, consonants[at]!, consonantSlips);
    if (!areLettersLike && !areConsonantsLike) continue;
    const spelling = spellings[at]!;
    const fit = compare(asked, spelling, areLettersLike, areConsonantsLike);
    if (fit.confidence < policy.minConfidence) continue;
    const known = best.get(spelling.entry);
    if (!known || known.confidence < fit.confidence) best.set(spelling.entry, fit);
  }
  const ranked = [...best]
    .map(([entry, fit]) => candidateOf(entry, fit))
    .sort((a, b) => b.confidence - a.confidence || (a.code < b.code ? -1 : 1));
  const fitting = ofKind(ranked, asked.kind);
  const namesakes = fitting.filter(({ confidence }) => confidence >= SAME_NAME).length;
  return fitting.slice(0, Math.max(policy.maxCandidates, Math.min(namesakes, MAX_NAMESAKES)));
}

/** A bit per letter; letters of one script that share a bit only make the sieve coarser. */
function lettersOf(text: string): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits |= 1 << (text.charCodeAt(i) & 31);
  return bits;
}

/** True when some letter set differs by more than `limit` slips could explain: each adds or removes one letter at most. */
function areTooUnlike(a: number, b: number, limit: number): boolean {
  return bitCount(a & ~b) > limit || bitCount(b & ~a) > limit;
}

function bitCount(bits: number): number {
  let pairs = bits - ((bits >>> 1) & 0x55555555);
  pairs = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((pairs + (pairs >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** "City of Homs" is not the governorate. A kind word decides between equals; it never makes a worse spelling win. */
function ofKind(ranked: Candidate[], kind: PlaceKind | null): Candidate[] {
  const levels: Record<PlaceKind, (number | null)[]> = { settlement: [null, 3, 4], district: [2, 3], governorate: [1] };
  const fitting = kind ? ranked.filter(({ level }) => levels[kind].includes(level)) : ranked;
  return fitting[0] && fitting[0].confidence === ranked[0]!.confidence ? fitting : ranked;
}

/** How many slips a word of this length may hold and still be recognised. */
function slipsIn(word: string): number {
  return Math.ceil(word.length / 3);
}

/** Equal letters are certain, equal consonants nearly so when there are enough of them, the rest is a suggestion. */
function compare(asked: NameKey, known: Spelling, areLettersLike: boolean, areConsonantsLike: boolean): Pick<Candidate, 'confidence' | 'why'> {
  if (asked.script === known.script && asked.compact === known.compact) {
    return known.isAlias ? { confidence: SAME_NAME, why: 'same name under another spelling' } : { confidence: 1, why: 'same name' };
  }
  const letters = areLettersLike && asked.script === known.script ? 0.95 * likeness(asked.compact, known.compact, slipsIn(asked.compact)) : 0;
  const consonants = areConsonantsLike ? consonantConfidence(asked.skeleton, known.skeleton) : 0;
  const why = consonants >= letters && asked.skeleton === known.skeleton ? 'same consonants' : 'similar spelling';
  return { confidence: Math.round(Math.max(letters, consonants) * 100) / 100, why };
}

function consonantConfidence(asked: string, known: string): number {
  if (asked.length < MIN_SKELETON || known.length < MIN_SKELETON) return 0;
  if (asked === known) return Math.min(0.92, 0.56 + 0.06 * asked.length);
  return 0.65 * likeness(asked, known, slipsIn(asked));
}

function candidateOf(entry: Entry, fit: Pick<Candidate, 'confidence' | 'why'>): Candidate {
  const { code, pcode, names, level, lat, lon, radiusM } = entry;
  return { code, pcode, name: names.en ?? names.ar ?? names.ru ?? code, level, lat, lon, radiusM, ...fit };
}

/** True when `outer` is an administrative area and `inner` is or lies in it by their codes. */
export function holds(outer: Candidate, inner: Candidate): boolean {
  return outer.code !== inner.code && outer.level !== null && inner.pcode !== null && containsPcode(outer.code, inner.pcode);
}
