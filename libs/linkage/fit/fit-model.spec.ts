import { weigh } from '../evidence';
import { surroundingsOf } from '../surroundings';
import { generator } from './bootstrap';
import { candidatePairs } from './candidate-pairs';
import { cluster, bCubed } from './cluster';
import { bestPoint, curveOf, pointAt } from './curve';
import { fitModel, type FitPlan } from './fit-model';
import { judge, worstErrors } from './judge';
import { pairsOfTruth, sightingsOf, type RecordLine, type TruthLine } from './read-records';
import { windowOf } from './window';

jest.setTimeout(60_000);

/** A made-up town: true duplicates lie within metres and hours and say the same, neighbours lie a street away. */
function town(events: number) {
  const random = generator(1);
  const [records, truth]: [RecordLine[], TruthLine[]] = [[], []];
  for (let event = 0; event < events; event += 1) {
    const [lat, lon, hour] = [50 + random() / 120, 8 + random() / 120, Math.floor(random() * 300)];
    const copies = event % 3 === 0 ? 1 : 2 + (event % 2);
    for (let copy = 0; copy < copies; copy += 1) {
      const id = `r${records.length}`;
      records.push({
        id,
        occurredAt: new Date(Date.UTC(2020, 0, 1, hour) + random() * 7_200_000).toISOString(),
        lat: lat + (random() - 0.5) / 4000,
        lon: lon + (random() - 0.5) / 4000,
        category: ['lamp', 'hole', 'noise'][event % 3 === 1 ? copy % 2 : event % 3]!,
        text: copy % 2 ? null : `event ${event} at the corner of street number ${event}`,
      });
      truth.push({ id, cluster: `c${event}` });
    }
  }
  const sightings = sightingsOf(records);
  const window = { metres: 300, hours: 300 };
  const plain = { version: '', priorBits: 0, thresholds: { link: null, suggest: 0, fit: 0 }, reach: { minutes: 0, metres: 0, coarseMetres: 0, episodeHours: 0 }, comparators: {}, taxonomies: {} };
  const near = candidatePairs(sightings, plain, { window, most: 100 });
  const pairs = pairsOfTruth(truth, [...near].flatMap(([report, others]) => others.map((other) => [other, report] as const)));
  return { sightings, truth: new Map(truth.map(({ id, cluster: name }) => [id, name])), pairs, window };
}

const made = town(70);
const plan: FitPlan = { version: 'test', ...made, labels: 'use', fingerprint: 'f', hindsight: 'earlier', precisionTarget: 0.95 };
const fitted = fitModel(plan);

it('finds the weights that tell duplicates from neighbours, and links by itself at the precision asked for', () => {
  const { model, outOfFold } = fitted;
  expect(bestPoint(curveOf(outOfFold))!.f1).toBeGreaterThan(0.85);
  expect(pointAt(outOfFold, model.thresholds.link!).precision).toBeGreaterThanOrEqual(0.95);
  expect(model.fitted).toMatchObject({ fingerprint: 'f', method: 'labels', pairs: made.pairs.length, window: made.window });
  const distance = model.measures!['metres apart']!.levels;
  expect(distance[0]!.bits).toBeGreaterThan(distance.at(-1)!.bits);
  for (const side of ['same', 'different'] as const) expect(distance.reduce((sum, level) => sum + level[side], 0)).toBeCloseTo(1, 2);
});

it('the same data gives the same model', () => expect(fitModel(plan).model).toEqual(fitted.model));

it('farther, later and more crowded never speaks for one incident', () => {
  for (const name of ['metres apart', 'hours apart', 'alike and nearer to both']) {
    const bits = fitted.model.measures![name]?.levels.map((level) => level.bits) ?? [];
    expect([...bits].sort((a, b) => b - a)).toEqual(bits);
  }
});

it('without labels it still ranks duplicates before neighbours', () => {
  const { model, outOfFold } = fitModel({ ...plan, labels: 'ignore' });
  expect(outOfFold).toEqual([]);
  const judged = judge(made.pairs, model, surroundingsOf(made.sightings, 300, 'earlier'));
  expect(bestPoint(curveOf(judged))!.f1).toBeGreaterThan(0.7);
});

it('a precision nobody measured is not promised: then everything is suggested', () => {
  const random = generator(2);
  const guessed = made.pairs.map((pair) => ({ ...pair, same: random() < 0.3 }));
  expect(fitModel({ ...plan, pairs: guessed }).model.thresholds.link).toBeNull();
});

it('what is missing weighs nothing', () => {
  const { model } = fitted;
  const [a, b] = sightingsOf([{ id: 'a', occurredAt: '2020-01-01T00:00:00Z' }, { id: 'b', occurredAt: '2020-01-01T01:00:00Z' }]);
  const { evidence } = weigh(a!, b!, model, surroundingsOf([a!, b!], 300, 'all'));
  expect(evidence.map(({ comparator }) => comparator)).toEqual(['prior', 'hours apart']);
});

it('the sum of a fitted model is the sum of its lines', () => {
  const { model } = fitted;
  const surroundings = surroundingsOf(made.sightings, 300, 'earlier');
  for (const { bits, evidence } of judge(made.pairs.slice(0, 50), model, surroundings)) {
    expect(evidence.reduce((sum, line) => sum + line.bits, 0)).toBeCloseTo(bits, 1);
  }
});

it('clusters what it links, and the worst errors are the farthest on the wrong side', () => {
  const { model } = fitted;
  const surroundings = surroundingsOf(made.sightings, 300, 'earlier');
  const near = candidatePairs(made.sightings, model, { window: made.window, most: 20 });
  const { clusterOf } = cluster(made.sightings, near, model, surroundings);
  expect(bCubed(clusterOf, made.truth).precision).toBeGreaterThan(0.95);
  const errors = worstErrors(judge(made.pairs, model, surroundings), 0);
  const far = errors.map(({ bits }) => Math.abs(bits));
  expect(far).toEqual([...far].sort((a, b) => b - a));
});

describe('what is refused', () => {
  it('no pair that is different', () => expect(() => windowOf(made.pairs.filter(({ same }) => same))).toThrow('nothing to tell'));
  it('hardly any pairs', () => expect(() => fitModel({ ...plan, pairs: made.pairs.slice(0, 3) })).toThrow('too few'));
  it('a record without a time, by its number', () => expect(() => sightingsOf([{ id: 'a', occurredAt: 'soon' }])).toThrow('Record 1'));
});
