// read-records.ts - records and pairs as JSON lines become what the engine compares. It knows no city and no category.
import { createHash } from 'node:crypto';
import type { Sighting } from '../sighting';
import { wordsOf } from '../words';

/** What a record must and may have. Unknown fields are ignored. */
export interface RecordLine {
  id: string;
  /** RFC 3339; `occurredTo` when the time is an interval. */
  occurredAt: string;
  occurredTo?: string | null;
  lat?: number | null;
  lon?: number | null;
  radiusM?: number | null;
  category?: string | null;
  text?: string | null;
  lang?: string | null;
  place?: string | null;
}

/** Either labelled one by one, or records with the cluster each belongs to. */
export interface PairLine {
  a: string;
  b: string;
  label: 'same' | 'different';
}

export interface TruthLine {
  id: string;
  cluster: string;
}

export interface LabelledPair {
  a: Sighting;
  b: Sighting;
  same: boolean;
}

/** In order of time, which is taken for the order of acceptance. Throws on a line that cannot be a record, naming it. */
export function sightingsOf(lines: readonly RecordLine[]): Sighting[] {
  const read = lines.map((line, index) => {
    const from = Date.parse(line.occurredAt);
    const to = line.occurredTo ? Date.parse(line.occurredTo) : from;
    if (!line.id || Number.isNaN(from) || Number.isNaN(to)) throw new Error(`Record ${index + 1} needs an id and an occurredAt that is a time.`);
    return { line, from, to: Math.max(from, to) };
  });
  return read
    .sort((a, b) => a.from - b.from || (a.line.id < b.line.id ? -1 : 1))
    .map(({ line, from, to }, seq) => ({ ...EMPTY, ...fieldsOf(line), reportId: line.id, reporterId: line.id, sourceId: line.id, seq, from, to }));
}

function fieldsOf({ lat, lon, radiusM, category, text, lang, place }: RecordLine): Pick<Sighting, 'point' | 'act' | 'words' | 'placeName'> {
  const isPlaced = typeof lat === 'number' && typeof lon === 'number';
  return {
    point: isPlaced ? { lat, lon, radiusM: radiusM ?? 0 } : null,
    act: category?.trim() || null,
    words: wordsOf(text ?? null, lang ?? null),
    placeName: place ?? null,
  };
}

const EMPTY = {
  messageStatus: 'ACTUAL',
  pcode: null,
  weapon: null,
  target: null,
  perpetrator: null,
  victim: null,
  killed: null,
  wounded: null,
  media: [],
  convoy: null,
};

/** Pairs whose records are known; the later report second. */
export function pairsOf(lines: readonly PairLine[], sightings: readonly Sighting[]): LabelledPair[] {
  const byId = new Map(sightings.map((sighting) => [sighting.reportId, sighting]));
  return lines.flatMap(({ a, b, label }) => {
    const [left, right] = [byId.get(a), byId.get(b)];
    if (!left || !right || left === right) return [];
    const [first, second] = left.seq < right.seq ? [left, right] : [right, left];
    return [{ a: first, b: second, same: label === 'same' }];
  });
}

/**
 * Pairs out of clusters alone: those of one cluster are the same, those of two clusters that have more than one report each
 * are different. A report that stands alone may be a duplicate nobody noticed, so it teaches nothing.
 */
export function pairsOfTruth(truth: readonly TruthLine[], candidates: Iterable<readonly [Sighting, Sighting]>): LabelledPair[] {
  const clusterOf = new Map(truth.map(({ id, cluster }) => [id, cluster]));
  const size = new Map<string, number>();
  for (const { cluster } of truth) size.set(cluster, (size.get(cluster) ?? 0) + 1);
  const pairs: LabelledPair[] = [];
  for (const [a, b] of candidates) {
    const [left, right] = [clusterOf.get(a.reportId), clusterOf.get(b.reportId)];
    if (left === undefined || right === undefined || size.get(left)! < 2 || size.get(right)! < 2) continue;
    pairs.push({ a, b, same: left === right });
  }
  return pairs;
}

/** The data's fingerprint: SHA-256 over the texts, in the order given. */
export function fingerprintOf(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex');
}

export function parseLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
}
