import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { incidentState, type Standing } from './incident-state';
import { referralState, type ReferralStanding } from './referral-state';
import { requestState } from './request-state';
import { INCIDENT_TRANSITIONS, REFERRAL_TRANSITIONS, REQUEST_TRANSITIONS, statesPage, type Transitions } from './states';

/** Every pair of standings that one event leads from and to. */
function walk<S extends string>(table: Transitions<S>, steps: Iterable<readonly [S, S]>, starts: readonly string[] = []) {
  const allowed = new Set(Object.entries(table).flatMap(([from, to]) => (to as readonly (readonly [string, string])[]).map(([, next]) => `${from} ${next}`)));
  const taken = new Set([...steps].filter(([a, b]) => a !== b).map(([a, b]) => `${a} ${b}`));
  return { unlisted: [...taken].filter((step) => !allowed.has(step)).sort(), never: [...allowed].filter((step) => !taken.has(step) && !starts.includes(step)).sort() };
}

function* incidentSteps() {
  const flags = ['isAbsorbed', 'isReopened', 'hasOpenRequest', 'hasResponse', 'isReferred', 'isClosed'] as const;
  const all: Standing[] = [];
  for (const factStatus of ['PENDING', 'VERIFIED', 'UNVERIFIED', 'REJECTED'] as const)
    for (const determination of ['PENDING', 'JOINT_VIOLATION'] as const)
      for (let bits = 0; bits < 64; bits++) {
        all.push({ factStatus, determination, ...Object.fromEntries(flags.map((flag, index) => [flag, (bits & (1 << index)) !== 0])) } as Standing);
      }
  for (const before of all.filter(isPossible)) {
    const undetermined: Partial<Standing> = { determination: 'PENDING', hasResponse: false, isReferred: false, isClosed: false };
    const events: Partial<Standing>[] = [
      { isAbsorbed: !before.isAbsorbed }, { hasOpenRequest: !before.hasOpenRequest }, { factStatus: 'VERIFIED' }, { factStatus: 'REJECTED' }, { factStatus: 'PENDING' },
      { determination: 'JOINT_VIOLATION' }, undetermined, { ...undetermined, isReopened: true },
      ...(before.determination === 'PENDING' ? [] : [{ hasResponse: true }, { isReferred: true }, { isClosed: true }]),
    ];
    for (const event of events) {
      // Nothing but the undoing of the merge happens to what another has taken in; what is closed by agreement changes only by a change of the incident.
      if (before.isAbsorbed && event.isAbsorbed !== false) continue;
      if (before.isClosed && !event.isReopened && event.isAbsorbed === undefined) continue;
      const after = { ...before, ...event };
      if (isPossible(after)) yield [incidentState(before), incidentState(after)] as never;
    }
  }
}

/** Responses, referrals and closures follow a determination. */
function isPossible({ determination, hasResponse, isReferred, isClosed }: Standing): boolean {
  return determination !== 'PENDING' || !(hasResponse || isReferred || isClosed);
}

it('an incident goes where the table says, and everywhere the table says', () => {
  const { unlisted, never } = walk(INCIDENT_TRANSITIONS, incidentSteps(), ['OPEN SCREENED', 'OPEN AWAITING_OPINIONS']);
  expect({ unlisted, never }).toEqual({ unlisted: [], never: [] });
});

it('a request for information goes where the table says', () => {
  const all = [false, true].flatMap((hasReply) => [false, true].map((hasSilence) => ({ hasReply, hasSilence })));
  const steps = all.flatMap((before) => [{ ...before, hasReply: true }, ...(before.hasReply ? [] : [{ ...before, hasSilence: true }])].map((after) => [requestState(before), requestState(after)] as const));
  expect(walk(REQUEST_TRANSITIONS, steps)).toEqual({ unlisted: [], never: [] });
});

it('a referral goes where the table says', () => {
  const words = [true, false, null];
  const all: ReferralStanding[] = words.flatMap((US) => words.flatMap((RU) => [{ said: { US, RU }, isDecided: false }])).filter(({ said }) => said.US !== null || said.RU !== null);
  const steps = all.flatMap((before) => {
    if (referralState(before) === 'REFERRED') return [[referralState(before), referralState({ ...before, isDecided: true })] as const];
    const said = (['US', 'RU'] as const).flatMap((side) => [true, false].map((word) => ({ ...before, said: { ...before.said, [side]: word } })));
    return said.map((after) => [referralState(before), referralState(after)] as const);
  });
  expect(walk(REFERRAL_TRANSITIONS, steps)).toEqual({ unlisted: [], never: [] });
});

it('docs/STATES.md is what the tables say (npm run states)', () => {
  expect(readFileSync(resolve(__dirname, '../../docs/STATES.md'), 'utf8')).toBe(statesPage());
});
