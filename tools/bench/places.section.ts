import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildGazetteer, nameKey, readPlaceLines, type Place } from '@hotline/zones';
import { referenceFolder } from '../../apps/standalone/local-state';
import { rounded, type Figure } from './figure';
import type { BenchOptions } from './section';

const POLICY = { radiusOfLevelM: [400_000, 75_000, 25_000, 10_000], minConfidence: 0.35, maxCandidates: 5 };
const ALPHABETS = { en: 'abcdefghijklmnopqrstuvwxyz', ar: 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي' };

/**
 * Is every place of a gazetteer found by its own names, and by a name with one slip? And how long does one look-up take?
 * `file`: places*.jsonl; the project's own places when there is none.
 */
export async function placesSection({ file }: BenchOptions): Promise<Figure[]> {
  const places = file && /places[^/]*\.jsonl$/.test(file) ? readLines(file) : (JSON.parse(readFileSync(resolve(referenceFolder(), 'places.json'), 'utf8')) as Place[]);
  const gazetteer = buildGazetteer(places, [], POLICY);
  const owners = new Map<string, Set<string>>();
  for (const { code, names, aliases } of places) {
    for (const name of [...Object.values(names), ...aliases]) owners.set(nameKey(name).compact, (owners.get(nameKey(name).compact) ?? new Set()).add(code));
  }
  const times: number[] = [];
  const find = (name: string) => {
    const before = process.cpuUsage();
    const found = gazetteer.find(name);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1_000);
    return found.map(({ code }) => code);
  };
  const rows = (['en', 'ar'] as const).map((language) => {
    const named = places.flatMap(({ code, names }) => (names[language] ? [{ code, name: names[language] }] : []));
    const isUnique = ({ name }: { name: string }) => owners.get(nameKey(name).compact)!.size === 1;
    const [ownNames, sharedNames] = [named.filter(isUnique), named.filter((each) => !isUnique(each))];
    const slips = named.filter(({ name }, at) => name.length > 3 && at % 4 === 0);
    return {
      language,
      unique: share(ownNames, ({ code, name }) => find(name)[0] === code),
      shared: share(sharedNames, ({ code, name }) => find(name).includes(code)),
      slipped: share(slips, ({ code, name }, at) => find(slip(name, at, ALPHABETS[language])).slice(0, 5).includes(code)),
    };
  });
  times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.floor(times.length * q)]!;
  console.log(`${places.length} places, ${times.length} look-ups: p50 ${rounded(quantile(0.5))} ms, p95 ${rounded(quantile(0.95))} ms, p99 ${rounded(quantile(0.99))} ms of processor time (goal: p95 < 20 ms).`);
  const p95 = { section: 'places', name: `a name among ${places.length} places, p95`, value: quantile(0.95), unit: 'ms CPU', goal: { atMost: 20 } };
  return [p95, ...rows.flatMap(figuresOf)];
}

function figuresOf({ language, unique, shared, slipped }: { language: string; unique: number; shared: number; slipped: number }): Figure[] {
  const figure = (name: string, value: number, atLeast: number): Figure => ({ section: 'places', name: `${language}: ${name}`, value, unit: '%', goal: { atLeast }, isSteady: true });
  return [figure('unique names, first', unique, 100), figure('shared names, among the candidates', shared, 100), figure('one slip, among the first five', slipped, 90)];
}

function readLines(file: string): Place[] {
  const read = readPlaceLines(readFileSync(file), { source: 'bench', radiusM: 2_000 });
  if (!read.ok) throw new Error(`${file} is not acceptable: line ${read.faults[0]!.line} ${read.faults[0]!.fault}`);
  return read.places;
}

/** Of a hundred. */
function share<T>(items: readonly T[], holds: (item: T, at: number) => boolean): number {
  return items.length === 0 ? 100 : (100 * items.filter(holds).length) / items.length;
}

/** A letter dropped, doubled, swapped with its neighbour or replaced by any other. */
function slip(name: string, seed: number, alphabet: string): string {
  const at = 1 + ((seed * 7) % (name.length - 2));
  const kinds = [name.slice(0, at) + name.slice(at + 1), name.slice(0, at) + name[at]! + name.slice(at), name.slice(0, at) + name[at + 1]! + name[at]! + name.slice(at + 2)];
  return kinds[seed % 4] ?? name.slice(0, at) + alphabet[(seed * 13) % alphabet.length]! + name.slice(at + 1);
}
