import { clusterWeighted, interval } from './bootstrap';
import { calibrate } from './calibrate';
import { bCubed, pairDifference } from './cluster';
import { bestPoint, curveOf, pointAt, pointOfPrecision } from './curve';
import { cutsOf, levelOf } from './levels';

const judged = [5, 4, 3, 2, 1].map((bits, index) => ({ bits, same: [true, true, false, true, false][index]! }));

it('precision and recall over thresholds, by hand', () => {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  expect(curveOf(judged).map(({ precision, recall }) => [round(precision), round(recall)])).toEqual([[1, 0.333], [1, 0.667], [0.667, 0.667], [0.75, 1], [0.6, 1]]);
  expect(bestPoint(curveOf(judged))).toMatchObject({ threshold: 2 });
  expect(pointAt(judged, 3)).toMatchObject({ pairs: 3, f1: 4 / 6 });
  expect(pointOfPrecision(curveOf(judged), 0.9)).toMatchObject({ threshold: 4 });
  expect(pointOfPrecision(curveOf(judged), 0.9, 3)).toBeNull();
});

it('equal scores are one point: a threshold cannot part them', () => {
  expect(curveOf([{ bits: 1, same: true }, { bits: 1, same: false }])).toHaveLength(1);
});

it('B-cubed of a lost pair and of a wrong one, by hand', () => {
  const truth = new Map([['a', 1], ['b', 1], ['c', 2]]);
  expect(bCubed(new Map([['a', 1], ['b', 2], ['c', 3]]), truth)).toMatchObject({ precision: 1, recall: 2 / 3 });
  expect(bCubed(new Map([['a', 1], ['b', 1], ['c', 1]]), truth)).toMatchObject({ recall: 1, precision: expect.closeTo(5 / 9, 9) });
});

it.each([
  ['equal clusters under other names', [['a', 1], ['b', 1]], [['a', 'x'], ['b', 'x']], 0],
  ['nothing together on either side', [['a', 1], ['b', 2]], [['a', 1], ['b', 2]], 0],
  ['nothing in common', [['a', 1], ['b', 1], ['c', 2]], [['a', 1], ['b', 2], ['c', 2]], 1],
])('clusterings that differ: %s', (_, one, other, difference) => {
  expect(pairDifference(new Map(one as [string, number][]), new Map(other as [string, number][]))).toBe(difference);
});

it('a large cluster weighs as much as a small one', () => {
  const large = Array.from({ length: 10 }, () => ({ bits: 0, same: true, clusters: ['l', 'l'] as const }));
  const weights = clusterWeighted([...large, { bits: 1, same: true, clusters: ['s', 's'] as const }]);
  expect(pointAt(weights, 1).recall).toBeCloseTo(0.5);
});

it('an interval holds the figure and is the same every time', () => {
  const pairs = Array.from({ length: 100 }, (_, index) => ({ bits: index % 10, same: index % 3 === 0, clusters: [`${index % 20}`, `${index % 20}`] as const }));
  const figure = (sample: { same: boolean }[]) => sample.filter(({ same }) => same).length / sample.length;
  const [low, high] = interval(pairs, figure);
  expect(low).toBeLessThanOrEqual(figure(pairs));
  expect(high).toBeGreaterThanOrEqual(figure(pairs));
  expect(interval(pairs, figure)).toEqual([low, high]);
});

it('overconfident sums are shrunk to the odds that were seen', () => {
  const scored = Array.from({ length: 400 }, (_, index) => ({ score: index % 2 ? 6 : -6, same: index % 2 ? index % 10 !== 1 : index % 10 === 0 }));
  const { stretch } = calibrate(scored);
  expect(stretch * 6).toBeCloseTo(Math.log(4), 1);
  expect(calibrate(scored.slice(0, 5))).toEqual({ stretch: 1, shift: 0 });
});

it('levels hold about equally many, and every value has one', () => {
  const cuts = cutsOf([...Array.from({ length: 50 }, () => 0), ...Array.from({ length: 50 }, (_, index) => index)], 4);
  expect(cuts[0]).toBe(0);
  expect([-1, 0, 0.5, 1e9].map((value) => levelOf(value, cuts))).toEqual([0, 0, 1, cuts.length]);
  expect(cutsOf([3, 3, 3])).toEqual([]);
});
