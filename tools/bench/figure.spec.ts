import { compare, meets, missingFrom, quantile, rowOf, type Figure } from './figure';

const figure = (change: Partial<Figure>): Figure => ({ section: 'intake', name: 'reports', value: 100, unit: 'reports/s', ...change });

describe('a figure', () => {
  it.each([
    ['reached', { value: 1.2, goal: { atLeast: 1 } }, true],
    ['missed from below', { value: 0.9, goal: { atLeast: 1 } }, false],
    ['missed from above', { value: 151, goal: { atMost: 150 } }, false],
    ['without a goal', {}, null],
  ] as const)('is %s', (_, change, expected) => expect(meets(figure(change))).toBe(expected));

  it.each([
    ['a rate that halved and more', { unit: 'reports/s' }, 40, true],
    ['a rate that fell a little', { unit: 'reports/s' }, 80, false],
    ['a time that doubled', { unit: 'ms' }, 200, true],
    ['a tail that grew by half and more', { unit: 'ms', name: 'accept p99' }, 190, false],
    ['a tail that more than doubled', { unit: 'ms', name: 'accept p99' }, 210, true],
    ['a time that halved', { unit: 'ms' }, 50, false],
    ['a steady cost that rose by a third', { unit: 'ms', isSteady: true }, 133, true],
    ['a ratio that fell by a third', { unit: 'ratio', isSteady: true }, 67, true],
  ] as const)('%s is told apart from the noise of a shared machine', (_, change, after, isWorse) => {
    expect(compare([figure(change)], [figure({ ...change, value: after })])).toMatchObject([{ isWorse }]);
  });

  it('that only one run has is not compared but named, and so is a section', () => {
    const [before, after] = [[figure({ name: 'old' }), figure({ section: 'log' })], [figure({ name: 'new' }), figure({ name: 'newer' })]];
    expect(compare(before, after)).toEqual([]);
    expect([missingFrom(after, before), missingFrom(before, after)]).toEqual([['intake: old', 'log'], ['intake: new', 'intake: newer']]);
  });

  it('is shown with its goal and its verdict', () => {
    expect(rowOf(figure({ value: 1.234, unit: 'ratio', goal: { atLeast: 1 }, against: 'bare' }))).toMatchObject({ value: '1.23', goal: '>= 1', met: 'yes', against: 'bare' });
  });

  it('knows quantiles', () => expect([quantile([3, 1, 2], 0.5), quantile([], 0.5), quantile([1, 2], 0.99)]).toEqual([2, 0, 2]));
});
