import { wasSetBack } from './set-back';

describe('a clock of another machine', () => {
  const before = { wallMs: 1_000_000, steadyMs: 500 };
  it.each([
    ['read for the first time', null, { wallMs: 0, steadyMs: 0 }, true],
    ['that goes on', before, { wallMs: 1_001_000, steadyMs: 1_500 }, false],
    ['that drifts a little', before, { wallMs: 1_000_100, steadyMs: 1_500 }, false],
    ['set forth by a day', before, { wallMs: 87_400_000, steadyMs: 1_500 }, false],
    ['set back by two seconds', before, { wallMs: 999_000, steadyMs: 1_500 }, true],
    ['set back by less than passed meanwhile', before, { wallMs: 1_010_000, steadyMs: 60_500 }, true],
  ])('%s', (_, earlier, now, expected) => expect(wasSetBack(earlier, now)).toBe(expected));
});
