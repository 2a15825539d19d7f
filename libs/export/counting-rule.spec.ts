import { COUNTING_RULES, emptyTally, tally, type Countable } from './counting-rule';

const incident = (change: Partial<Countable> = {}): Countable & { responsibleCoChair: string } => ({
  messageStatus: 'ACTUAL', scope: 'IN_SCOPE', factStatus: 'VERIFIED', determination: 'PENDING', reportCount: 3, responsibleCoChair: 'RU', ...change,
});

it.each([
  ['a verified incident of three reports', {}, [3, 1, 1, 1, 0]],
  ['the same, found a violation by both', { determination: 'JOINT_VIOLATION' }, [3, 1, 1, 1, 1]],
  ['disputed is not joint', { determination: 'DISPUTED' }, [3, 1, 1, 1, 0]],
  ['not verified', { factStatus: 'UNVERIFIED' }, [3, 1, 1, 0, 0]],
  ['before the cessation took effect', { scope: 'BEFORE_EFFECTIVE' }, [3, 1, 0, 0, 0]],
  ['an exercise', { messageStatus: 'EXERCISE', determination: 'JOINT_VIOLATION' }, [0, 0, 0, 0, 0]],
] as const)('%s', (_, change, expected) => {
  expect(Object.values(COUNTING_RULES).map((rule) => rule.of(incident(change as Partial<Countable>)))).toEqual(expected);
});

it('the sides add up to the totals', () => {
  const counted = emptyTally();
  tally(counted, [incident(), { ...incident(), responsibleCoChair: 'US' }, { ...incident(), responsibleCoChair: 'BOTH' }]);
  expect(counted.totals).toEqual({ reports: 9, incidents: 3, inScope: 3, verified: 3, jointlyDetermined: 0 });
  expect(Object.values(counted.perSide).map(({ reports }) => reports)).toEqual([3, 3, 3]);
});
