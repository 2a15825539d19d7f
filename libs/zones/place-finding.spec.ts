// place-finding.spec.ts - are real places found by their own names, and by a name with a slip of the finger?
import { readFileSync } from 'node:fs';
import { describeWith, sharedData } from '../../test/support/shared-data';
import { buildGazetteer } from './gazetteer';
import { nameKey } from './place-name';
import { readPlaceLines } from './place-lines';
import { readZoneFile } from './zone-file';
import { policy as fixture } from './zones.fixture';

/** A part of the places, so that the tests stay quick; `npm run bench -- places` asks for all of them and says how long a look-up takes. */
const EVERY = 6;
/** The shipped policy's numbers. */
const policy = { ...fixture, radiusOfLevelM: [400_000, 75_000, 25_000, 10_000], nameMargin: 0.05 };

describeWith('gazetteer/places.jsonl', 'the places of a country', (file) => {
  const read = readPlaceLines(readFileSync(file), { source: 'gazetteer', radiusM: 2_000 });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const { places } = read;
  const official = readZoneFile(JSON.parse(readFileSync(sharedData('zones/syr_adm3_full.geojson')!, 'utf8')));
  if (!official.ok) throw new Error('The zones are not readable.');
  const gazetteer = buildGazetteer(places, official.zones.map((zone) => ({ ...zone, id: zone.code })), policy);
  /** Who else is called exactly so, among places and areas, however it is spelt. */
  const owners = new Map<string, Set<string>>();
  for (const { code, names, aliases } of [...places, ...official.zones.map(({ code: area, names: called }) => ({ code: area, names: called, aliases: [] as string[] }))]) {
    for (const name of [...Object.values(names), ...aliases]) owners.set(nameKey(name).compact, (owners.get(nameKey(name).compact) ?? new Set()).add(code));
  }

  it.each(['en', 'ar'] as const)('each is found by its own name (%s): first where the name is its own, among the candidates where it is shared', (language) => {
    const asked = places.filter(({ names }, at) => names[language] && at % EVERY === 0);
    const missed = asked.filter(({ code, names }) => {
      const found = gazetteer.find(names[language]!);
      const shared = owners.get(nameKey(names[language]!).compact)!;
      const isThere = shared.size === 1 ? found[0]?.code === code : found.some((each) => each.code === code);
      return !isThere;
    });
    expect(missed.map(({ code, names }) => [code, names[language]])).toEqual([]);
  });

  it('all who share a name are among the candidates', () => {
    const shared = [...owners].filter(([, codes]) => codes.size > 1);
    expect(shared.length).toBeGreaterThan(200);
    const missed = shared.filter((_, at) => at % EVERY === 0).filter(([compact, codes]) => {
      const found = new Set(gazetteer.find(compact).map(({ code }) => code));
      return [...codes].some((code) => !found.has(code));
    });
    expect(missed.map(([compact, codes]) => [compact, codes.size])).toEqual([]);
  });

  it.each(['en', 'ar'] as const)('with one slip (%s) at least 90 %% are among the first five', (language) => {
    const asked = places.filter(({ names }) => (names[language]?.length ?? 0) > 3).filter((_, at) => at % (2 * EVERY) === 0);
    const found = asked.filter(({ code, names }, at) => gazetteer.find(slip(names[language]!, at)).slice(0, 5).some((each) => each.code === code));
    process.stdout.write(`    one slip (${language}): ${found.length} of ${asked.length} among the first five\n`);
    expect(found.length / asked.length).toBeGreaterThanOrEqual(0.9);
  });
});

/** One slip: a letter dropped, doubled, swapped with its neighbour or replaced, at a place that depends on `seed` only. */
function slip(name: string, seed: number): string {
  const at = 1 + ((seed * 7) % (name.length - 2));
  const letter = name[at]!;
  const kind = seed % 4;
  if (kind === 0) return name.slice(0, at) + name.slice(at + 1);
  if (kind === 1) return name.slice(0, at) + letter + name.slice(at);
  if (kind === 2) return name.slice(0, at) + (name[at + 1] ?? '') + letter + name.slice(at + 2);
  const other = /[\u0621-\u064a]/.test(letter) ? (letter === 'ر' ? 'ز' : 'ر') : letter === 'e' ? 'a' : 'e';
  return name.slice(0, at) + other + name.slice(at + 1);
}
