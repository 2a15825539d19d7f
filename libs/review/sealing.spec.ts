import type { CoChair } from '@hotline/agreement';
import { dueAt, fateOf, isStale } from './sealing';

const due = new Date('2016-03-04T10:00:00Z');
const before = new Date('2016-03-04T09:59:59.999Z');

it.each<[string, CoChair[], Date, object]>([
  ['nobody filed, time left', [], before, { kind: 'SEALED' }],
  ['one filed, time left', ['US'], before, { kind: 'SEALED' }],
  ['both filed, time left', ['US', 'RU'], before, { kind: 'REVEAL', why: 'BOTH_FILED', silent: [] }],
  ['both filed, deadline passed meanwhile', ['RU', 'US'], due, { kind: 'REVEAL', why: 'BOTH_FILED', silent: [] }],
  ['one filed, deadline passed: silence is recorded', ['RU'], due, { kind: 'REVEAL', why: 'DEADLINE', silent: ['US'] }],
  ['nobody filed, deadline passed: sealed anew', [], due, { kind: 'RENEW' }],
])('%s', (_, filed, now, fate) => expect(fateOf({ filed, dueAt: due }, now)).toMatchObject(fate));

it('is due the hours of the policy after it opened', () => {
  expect(dueAt(new Date('2016-03-01T10:00:00Z'), { deadlineHours: 72 })).toEqual(due);
});

it.each([[1, 1, false], [1, 2, true]])('an opinion on revision %i of an incident at revision %i is stale: %s', (said, now, stale) => {
  expect(isStale({ incidentRevision: said }, { revision: now })).toBe(stale);
});
