import { planOf, TARGETS } from './chaos-plan';

describe('the plan of a chaos run', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planOf(50, 7)).toEqual(planOf(50, 7));
    expect(planOf(50, 7)).not.toEqual(planOf(50, 8));
  });

  it('strikes everything once before chance decides', () => {
    expect(planOf(6, 1).map(({ target }) => target)).toEqual(TARGETS);
  });

  it('never strikes one process twice in the same moment', () => {
    expect(planOf(500, 3).filter(({ target, also }) => target === also)).toEqual([]);
  });
});
