import { incidentState, type Standing } from './incident-state';

it.each<[string, Partial<Standing>, string]>([
  ['assessed, not corroborated', {}, 'SCREENED'],
  ['assessed, beyond verifying', { factStatus: 'UNVERIFIED' }, 'SCREENED'],
  ['verified', { factStatus: 'VERIFIED' }, 'AWAITING_OPINIONS'],
  ['rejected', { factStatus: 'REJECTED' }, 'CLOSED'],
  ['both have ruled', { factStatus: 'VERIFIED', determination: 'DISPUTED' }, 'DETERMINED'],
  ['both have ruled, facts in doubt later', { factStatus: 'REJECTED', determination: 'JOINT_VIOLATION' }, 'DETERMINED'],
  ['changed after an opinion', { factStatus: 'VERIFIED', isReopened: true }, 'REOPENED'],
  ['changed after an opinion, and both have ruled again', { factStatus: 'VERIFIED', isReopened: true, determination: 'DISPUTED' }, 'DETERMINED'],
  ['taken in by another', { factStatus: 'VERIFIED', isAbsorbed: true }, 'CLOSED'],
])('%s', (_, change, state) => {
  expect(incidentState({ factStatus: 'PENDING', determination: 'PENDING', isAbsorbed: false, isReopened: false, hasOpenRequest: false, hasResponse: false, isReferred: false, isClosed: false, ...change })).toBe(state);
});
