import { GRAVITIES, THREATS } from '@hotline/agreement';
import { triageOrder, triageStatus, urgenciesOf } from './triage-order';

it('orders by gravity first, then by threat, what nobody looked at before what was found moderate', () => {
  const all = GRAVITIES.flatMap((gravity) => [...THREATS, null].map((threat) => ({ gravity, threat })));
  const sorted = [...all].sort((a, b) => triageOrder(a).urgency - triageOrder(b).urgency).map(({ gravity, threat }) => `${gravity} ${threat}`);
  expect(sorted.slice(0, 6)).toEqual(['GRAVE CRITICAL', 'GRAVE SERIOUS', 'GRAVE null', 'GRAVE MODERATE', 'GRAVE LOW', 'MAJOR CRITICAL']);
  expect(new Set(all.map((each) => triageOrder(each).urgency)).size).toBe(all.length);
});

it('knows each gravity by its urgencies: no two share one, and none lies between', () => {
  expect(['GRAVE', 'MAJOR', 'MINOR'].map((gravity) => urgenciesOf(gravity as (typeof GRAVITIES)[number]))).toEqual([[0, 4], [5, 9], [10, 14]]);
});

it('says why', () => {
  expect(triageOrder({ gravity: 'GRAVE', threat: null }).why).toBe('GRAVE; threat not yet looked at; then the longest waiting first');
});

it.each([
  [{ isRevealed: false, filed: [] }, 'US', 'AWAITING'],
  [{ isRevealed: false, filed: ['US'] }, 'US', 'FILED'],
  [{ isRevealed: false, filed: ['US'] }, 'RU', 'AWAITING'],
  [{ isRevealed: true, filed: ['US', 'RU'] }, 'RU', 'DONE'],
] as const)('%j is for %s %s', (round, side, status) => expect(triageStatus(round, side)).toBe(status));
