import * as fc from 'fast-check';
import { RateLimit } from './rate-limit';

describe('the limit of requests', () => {
  it('lets a minute\'s worth through at once, and then as much as flows in', () => {
    const limit = new RateLimit(60);
    const at = (ms: number, times: number) => Array.from({ length: times }, () => limit.take('a', ms)).filter(Boolean).length;
    expect([at(0, 100), at(500, 5), at(1_000, 5), at(11_000, 100)]).toEqual([60, 0, 1, 10]);
  });

  it('counts each caller for himself', () => {
    const limit = new RateLimit(1);
    expect([limit.take('a', 0), limit.take('a', 0), limit.take('b', 0)]).toEqual([true, false, true]);
  });

  it('forgets in favour of the caller when there are too many to remember', () => {
    const limit = new RateLimit(1, 2);
    for (const caller of ['a', 'b', 'c']) limit.take(caller, 0);
    expect(limit.take('a', 0)).toBe(true);
  });

  it('never lets more through than a minute\'s worth and what flowed in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 200 }), (perMinute, gaps) => {
        const limit = new RateLimit(perMinute);
        let now = 0;
        const allowed = gaps.filter((gap) => limit.take('a', (now += gap))).length;
        expect(allowed).toBeLessThanOrEqual(perMinute + (now * perMinute) / 60_000 + 1e-6);
      }),
    );
  });
});
