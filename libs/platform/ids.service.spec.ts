import { Ids } from './ids.service';

const STRETCH = 4_096;
const MINUTE_MS = 60_000;
const madeBy = (ids: Ids, count: number) => Array.from({ length: count }, () => ids.uuid());
const beginningsOf = (some: readonly string[]) => new Set(some.map((id) => id.slice(0, 3))).size;
const inARush = () => {
  const ids = new Ids();
  madeBy(ids, STRETCH);
  return ids;
};

describe('ids', () => {
  afterEach(() => jest.restoreAllMocks());

  it('are UUIDs of version 4, all different', () => {
    const made = madeBy(new Ids(), 3 * STRETCH);
    expect(made.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual([]);
    expect(new Set(made).size).toBe(made.length);
  });

  it('of a stretch are neighbours in a rush, and the next stretch begins somewhere else', () => {
    const made = madeBy(inARush(), 20 * STRETCH);
    for (let at = 0; at < made.length; at += STRETCH) expect(beginningsOf(made.slice(at, at + STRETCH))).toBe(1);
    expect(beginningsOf(made)).toBeGreaterThan(10);
  });

  it.each([
    ['as long as the service is new', 0, 0, 0, true],
    ['in a rush', STRETCH, 9 * MINUTE_MS, 0, false],
    ['when they came slowly', STRETCH, 10 * MINUTE_MS, 0, true],
    ['when a rush is over', STRETCH, 0, 10 * MINUTE_MS, true],
  ])('%s: after %i ids in %i ms, %i ms into the next stretch; begin as the lot falls: %s', (_, before, tookMs, afterMs, areScattered) => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(1);
    const ids = new Ids();
    madeBy(ids, before);
    clock.mockReturnValue(1 + tookMs);
    ids.uuid();
    clock.mockReturnValue(1 + tookMs + afterMs);
    expect(beginningsOf(madeBy(ids, 1_000)) > 500).toBe(areScattered);
  });

  it('tell no order: within a stretch, and from one to the next, up and down are as frequent', () => {
    const made = madeBy(inARush(), 400 * STRETCH);
    const risesOf = (some: readonly string[]) => some.slice(1).filter((id, at) => id > some[at]!).length / (some.length - 1);
    expect(risesOf(made.slice(0, STRETCH))).toBeCloseTo(0.5, 1);
    expect(Math.abs(risesOf(made.filter((_, at) => at % STRETCH === 0)) - 0.5)).toBeLessThan(0.15);
  });
});
