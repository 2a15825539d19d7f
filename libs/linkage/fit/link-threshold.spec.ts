import { lowerBound, linkThreshold, type HeldOut } from './link-threshold';

/** So many pairs at each sum, so many of them wrong, each of a group of its own unless they share one. */
const pairs = (bits: number, count: number, wrong: number, group?: string): HeldOut[] =>
  Array.from({ length: count }, (_, index) => ({ bits, same: index >= wrong, group: group ?? `${bits} ${index}` }));

it.each([
  ['ten of ten right promise little', 1, 10, 0.787],
  ['a hundred of a hundred promise more', 1, 100, 0.974],
  ['95 of a hundred do not promise .95', 0.95, 100, 0.901],
])('%s', (_, precision, count, least) => expect(lowerBound(precision, count)).toBeCloseTo(least, 3));

it('takes the lowest sum that still keeps the promise', () => {
  const judged = [...pairs(6, 100, 0), ...pairs(5, 100, 3), ...pairs(4, 100, 30)];
  expect(linkThreshold(judged, 0.95)).toMatchObject({ threshold: 5, precision: 0.985 });
});

it('what was reached by chance on few pairs is not promised', () => expect(linkThreshold([...pairs(6, 30, 0), ...pairs(5, 100, 30)], 0.95)).toBeNull());

it('many pairs of one cluster count for little more than one', () => expect(linkThreshold([...pairs(6, 100, 0, 'one cluster'), ...pairs(5, 100, 30)], 0.9)).toBeNull());

it('without pairs nothing is promised', () => expect(linkThreshold([], 0.95)).toBeNull());
