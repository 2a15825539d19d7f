import { judgePersistence, type DeterminedIncident } from './persistence';

const policy = {
  rules: [{ violationsAtLeast: 3, withinDays: 7 }, { gravity: 'GRAVE' as const, violationsAtLeast: 2, withinDays: 14 }],
  counts: ['JOINT_VIOLATION' as const], softObligationsCount: false, ladderStepsBefore: [1, 2, 3, 4], coChairsMustConcur: ['US' as const, 'RU' as const],
};
const incident = (day: number, change: Partial<DeterminedIncident> = {}): DeterminedIncident => ({
  incidentId: `april-${day}`, from: new Date(Date.UTC(2016, 3, day)), determination: 'JOINT_VIOLATION', gravity: 'MINOR', scope: 'IN_SCOPE', isSoft: false, isShared: false, ...change,
});

it.each<[string, DeterminedIncident[], boolean]>([
  ['three joint violations in six days', [incident(1), incident(3), incident(6)], true],
  ['exactly seven days apart', [incident(1), incident(3), incident(8)], true],
  ['eight days apart', [incident(1), incident(3), incident(9)], false],
  ['a rolling window, not calendar weeks', [incident(1), incident(9), incident(12), incident(15)], true],
  ['two grave ones in a fortnight', [incident(1, { gravity: 'GRAVE' }), incident(15, { gravity: 'GRAVE' })], true],
  ['a disputed one does not count', [incident(1), incident(3), incident(6, { determination: 'DISPUTED' })], false],
  ['nor a one-sided one', [incident(1), incident(3), incident(6, { determination: 'SINGLE_SIDED_US' })], false],
  ['nor a soft obligation', [incident(1), incident(3), incident(4, { isSoft: true })], false],
  ['nor one outside the agreement', [incident(1), incident(3), incident(6, { scope: 'OUT_OF_TERRITORY' })], false],
  ['nor one with several alleged perpetrators', [incident(1), incident(3), incident(6, { isShared: true })], false],
  ['nothing', [], false],
])('%s', (_, incidents, isPersistent) => expect(judgePersistence(incidents, policy).isPersistent).toBe(isPersistent));

it('lists what it does not count, with the reason', () => {
  const found = judgePersistence([incident(1), incident(3), incident(4, { isSoft: true }), incident(5, { determination: 'DISPUTED' }), incident(6)], policy);
  expect(found).toMatchObject({ counted: ['april-1', 'april-3', 'april-6'], within: ['april-1', 'april-3', 'april-6'] });
  expect(found.listed).toEqual([{ incidentId: 'april-4', why: 'a soft obligation, counted apart' }, { incidentId: 'april-5', why: 'determined DISPUTED' }]);
});
