// place-lines.ts - a gazetteer as JSON lines in, places out, or every fault of it named by its line.
import { HotlineError, parseStrictJson } from '@hotline/platform';
import type { Place } from './gazetteer';
import type { Names } from '@hotline/agreement';

type SourcedPlace = Place & { source: string };
type Line = Record<string, unknown>;

export interface PlaceDefaults {
  /** Where the names and points come from, for lines that do not say so. */
  source: string;
  /** How far from its point a place may reach, metres, for lines that do not say so. */
  radiusM: number;
}

export type PlaceLines = { ok: true; places: SourcedPlace[] } | { ok: false; faults: { line: number; fault: string }[] };

const MAX_FAULTS = 20;

/**
 * Reads `lat`, `lon`, a code (`code`, `pcode` or `id`), names (`names`, or `name_en`, `name_ar`, `name_ru`), `aliases` and
 * the area it lies in (`adm3_pcode`, or the next coarser one). All or nothing: one fault refuses the file.
 */
export function readPlaceLines(file: Uint8Array, defaults: PlaceDefaults): PlaceLines {
  const places: SourcedPlace[] = [];
  const faults: { line: number; fault: string }[] = [];
  const seen = new Map<string, number>();
  for (const [at, line] of linesOf(file).entries()) {
    if (line.every((byte) => byte <= 0x20)) continue;
    const place = readLine(line, defaults);
    const twin = typeof place === 'string' ? undefined : seen.get(place.code);
    if (typeof place === 'string') faults.push({ line: at + 1, fault: place });
    else if (twin !== undefined) faults.push({ line: at + 1, fault: `has the same code as line ${twin}` });
    else {
      seen.set(place.code, at + 1);
      places.push(place);
    }
    if (faults.length >= MAX_FAULTS) break;
  }
  if (faults.length === 0 && places.length === 0) faults.push({ line: 1, fault: 'there is no place in the file' });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, places };
}

/** Bytes, so that what is no UTF-8 is refused and not replaced. */
function linesOf(file: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start <= file.length; ) {
    const feed = file.indexOf(0x0a, start);
    const end = feed === -1 ? file.length : feed;
    lines.push(file.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

function readLine(line: Uint8Array, defaults: PlaceDefaults): SourcedPlace | string {
  let said: Line;
  try {
    said = parseStrictJson(line) as Line;
  } catch (error) {
    return `is not JSON as it should be: ${error instanceof HotlineError ? error.message : 'unreadable'}`;
  }
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return 'is not an object';
  const code = word(said.code) ?? word(said.pcode) ?? word(said.id);
  if (!code || code.length > 64) return 'has neither a code, a pcode nor an id';
  const { lat, lon } = said;
  if (typeof lat !== 'number' || typeof lon !== 'number' || !(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) return `(${code}) has no point`;
  const names = namesOf(said);
  if (Object.keys(names).length === 0) return `(${code}) has no name`;
  const radiusM = typeof said.radiusM === 'number' && said.radiusM >= 0 ? said.radiusM : defaults.radiusM;
  const area = word(said.adm3_pcode) ?? word(said.adm2_pcode) ?? word(said.adm1_pcode) ?? word(said.pcode);
  const stated = Array.isArray(said.aliases) ? said.aliases.flatMap((alias) => word(alias) ?? []) : [];
  const aliases = [...new Set([...stated, ...Object.values(names).flatMap(otherNames)])];
  return { code, kind: word(said.kind)?.toUpperCase() ?? 'PLACE', names, aliases, lat, lon, radiusM, pcode: area, source: word(said.source) ?? defaults.source };
}

/** A language whose name is only the English one again says nothing. */
function namesOf(said: Line): Names {
  const stated = typeof said.names === 'object' && said.names !== null ? (said.names as Line) : {};
  const names: Names = {};
  for (const language of ['en', 'ar', 'ru'] as const) {
    const name = word(stated[language]) ?? word(said[`name_${language}`]);
    if (name && (language === 'en' || name !== names.en)) names[language] = name;
  }
  return names;
}

/** "Sharan (Sharan)" is called Sharan; "Hbab - Yadi Qawi" is called by either name. */
function otherNames(name: string): string[] {
  const bare = name.replace(/\s*\([^)]*\)\s*/g, ' ').trim();
  const parts = bare.split(/\s*-\s+|\s+-\s*/).map((part) => part.trim());
  return [bare, ...(parts.length > 1 ? parts : [])].filter((other) => other.length > 2 && other !== name);
}

function word(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 300) : null;
}
