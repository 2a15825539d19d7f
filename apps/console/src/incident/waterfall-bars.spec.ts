import { timeScale } from './time-scale';
import { waterfallOf } from './waterfall-bars';

const piece = (bits: number) => ({ bits, comparator: 'time', compared: '', level: '' });

describe('the waterfall of evidence', () => {
  it('puts each piece where the one before it ended', () => {
    const { bars, zero, whole } = waterfallOf([piece(-5), piece(4), piece(3)]);
    expect(zero).toBeCloseTo(5 / 7);
    expect(bars.map(({ start, width }) => [start, width].map((part) => Math.round(part * 7)))).toEqual([[0, 5], [0, 4], [4, 3]]);
    expect([whole.start, whole.width].map((part) => Math.round(part * 7))).toEqual([5, 2]);
  });

  it('draws nothing for nothing', () => expect(waterfallOf([])).toEqual({ bars: [], zero: 0, whole: { start: 0, width: 0 } }));
});

describe('the axis of times', () => {
  it('has round ticks, few of them, and everything on it', () => {
    const [a, b] = [Date.parse('2016-03-05T07:10:00Z'), Date.parse('2016-03-05T08:30:00Z')];
    const { at, ticks } = timeScale([{ a, b }]);
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks.every((tick) => tick % 300_000 === 0)).toBe(true);
    expect(at(a)).toBeGreaterThan(0);
    expect(at(b)).toBeLessThan(1);
  });
});
