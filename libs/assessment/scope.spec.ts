import type { Target } from '@hotline/agreement';
import { isIhlConcern, scopeOf, TESTS, type Tests } from './scope';
import { fail, pass, unknown, type TestResult } from './test-result';

const alike = (answers: Partial<Tests>): Tests => ({ ...(Object.fromEntries(TESTS.map((test) => [test, pass('fine')])) as Tests), ...answers });

const BEFORE = fail('BEFORE_EFFECTIVE', 'too early');
const ABROAD = fail('OUT_OF_TERRITORY', 'abroad');
const EXCLUDED = fail('EXCLUDED_PERPETRATOR', 'designated');
const UNMAPPED = fail('NO_OBLIGATION', 'no such duty');
const EXCUSED = fail('EXCLUDED_TARGET_AREA', 'their area');
const WHEN = unknown('UNDETERMINED_TIME', 'around midnight');
const WHERE = unknown('UNDETERMINED_PLACE', 'somewhere');
const WHO = unknown('UNDETERMINED_PARTY', 'somebody');
const WHAT = unknown('NO_OBLIGATION', 'something');

describe('scope', () => {
  it.each<[string, Partial<Tests>, string, string]>([
    ['all pass', {}, 'IN_SCOPE', 'all five tests pass'],
    ['before effect', { when: BEFORE }, 'BEFORE_EFFECTIVE', 'when: too early'],
    ['before effect by nobody known', { when: BEFORE, who: WHO }, 'BEFORE_EFFECTIVE', 'when: too early'],
    ['before effect by an excluded group', { when: BEFORE, who: EXCLUDED }, 'BEFORE_EFFECTIVE', 'when: too early'],
    ['abroad and before effect', { where: ABROAD, when: BEFORE }, 'OUT_OF_TERRITORY', 'where: abroad'],
    ['an excluded group around midnight', { when: WHEN, who: EXCLUDED }, 'EXCLUDED_PERPETRATOR', 'who: designated'],
    ['an excluded group and no duty', { who: EXCLUDED, what: UNMAPPED }, 'EXCLUDED_PERPETRATOR', 'who: designated'],
    ['no duty in an excused area', { what: UNMAPPED, why: EXCUSED }, 'NO_OBLIGATION', 'what: no such duty'],
    ['an excused area', { why: EXCUSED }, 'EXCLUDED_TARGET_AREA', 'why: their area'],
    ['an excused area by nobody known', { why: EXCUSED, who: WHO }, 'EXCLUDED_TARGET_AREA', 'why: their area'],
    ['time, place and party open', { when: WHEN, where: WHERE, who: WHO }, 'UNDETERMINED_TIME', 'when: around midnight'],
    ['place and party open', { where: WHERE, who: WHO }, 'UNDETERMINED_PLACE', 'where: somewhere'],
    ['whose area and party open', { why: WHERE, who: WHO }, 'UNDETERMINED_PLACE', 'why: somewhere'],
    ['party and act open', { who: WHO, what: WHAT }, 'UNDETERMINED_PARTY', 'who: somebody'],
    ['act open', { what: WHAT }, 'NO_OBLIGATION', 'what: something'],
  ])('%s', (_, answers, scope, why) => {
    expect(scopeOf(alike(answers))).toEqual({ scope, why });
  });

  it('is in scope only when all five pass', () => {
    const outcomes: TestResult[] = [pass('fine'), fail('AFTER_LAPSE', 'late'), unknown('UNDETERMINED_TIME', 'open')];
    for (const test of TESTS) {
      for (const answer of outcomes) {
        expect(scopeOf(alike({ [test]: answer })).scope === 'IN_SCOPE').toBe(answer.outcome === 'PASS');
      }
    }
  });
});

describe('concern under humanitarian law', () => {
  const NOBODY_HURT = { target: null, killed: null, wounded: null };
  it.each<[string, Parameters<typeof isIhlConcern>, boolean]>([
    ['harm in scope is handled in scope', ['IN_SCOPE', { target: 'SCHOOL', killed: 3, wounded: 0 }], false],
    ['a hospital struck by an excluded group', ['EXCLUDED_PERPETRATOR', { ...NOBODY_HURT, target: 'MEDICAL' }], true],
    ['people killed, target not said', ['BEFORE_EFFECTIVE', { ...NOBODY_HURT, killed: 1 }], true],
    ['people wounded, party unknown', ['UNDETERMINED_PARTY', { ...NOBODY_HURT, wounded: 2 }], true],
    ['fighters killed', ['NON_PARTY_TARGET', { target: 'ARMED_PARTY' as Target, killed: 4, wounded: null }], false],
    ['nobody hurt', ['EXTERNAL_ACTOR', NOBODY_HURT], false],
    ['zero is nobody', ['EXTERNAL_ACTOR', { target: 'UNKNOWN' as Target, killed: 0, wounded: 0 }], false],
  ])('%s', (_, [scope, harm], concern) => {
    expect(isIhlConcern(scope, harm)).toBe(concern);
  });
});
