import { Ids } from './ids.service';

const STRETCH = 4_096;
const madeBy = (ids: Ids, count: number) => Array.from({ length: count }, () => ids.uuid());

describe('ids', () => {
  it('are UUIDs of version 4, all different', () => {
    const made = madeBy(new Ids(), 3 * STRETCH);
    expect(made.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual([]);
    expect(new Set(made).size).toBe(made.length);
  });

  it('of a stretch are neighbours, and the next stretch begins somewhere else', () => {
    const made = madeBy(new Ids(), 20 * STRETCH);
    const beginnings = made.map((id) => id.slice(0, 3));
    for (let at = 0; at < made.length; at += STRETCH) expect(new Set(beginnings.slice(at, at + STRETCH)).size).toBe(1);
    expect(new Set(beginnings).size).toBeGreaterThan(10);
  });

  it('tell no order: within a stretch, and from one to the next, up and down are as frequent', () => {
    const made = madeBy(new Ids(), 400 * STRETCH);
    const risesOf = (some: readonly string[]) => some.slice(1).filter((id, at) => id > some[at]!).length / (some.length - 1);
    expect(risesOf(made.slice(0, STRETCH))).toBeCloseTo(0.5, 1);
    expect(Math.abs(risesOf(made.filter((_, at) => at % STRETCH === 0)) - 0.5)).toBeLessThan(0.15);
  });
});
