import { VERDICTS, type Determination, type Verdict } from '@hotline/agreement';
import { determine } from './determination';

const [V, N, U, R, X] = VERDICTS;
const of = (us: Verdict | null, ru: Verdict | null, interested = '') =>
  determine({
    US: us && { verdict: us, interested: interested.includes('US') },
    RU: ru && { verdict: ru, interested: interested.includes('RU') },
  });

/** Rows: what the US says; columns: what Russia says. */
const TABLE: readonly (readonly Determination[])[] = [
  //  VIOLATION          NO_VIOLATION          UNABLE_TO_RULE     RECUSED            NO_RESPONSE
  ['JOINT_VIOLATION', 'DISPUTED', 'DISPUTED', 'SINGLE_SIDED_US', 'SINGLE_SIDED_US'], // VIOLATION
  ['DISPUTED', 'JOINT_NO_VIOLATION', 'DISPUTED', 'SINGLE_SIDED_US', 'SINGLE_SIDED_US'], // NO_VIOLATION
  ['DISPUTED', 'DISPUTED', 'JOINT_UNABLE', 'SINGLE_SIDED_US', 'SINGLE_SIDED_US'], // UNABLE_TO_RULE
  ['SINGLE_SIDED_RU', 'SINGLE_SIDED_RU', 'SINGLE_SIDED_RU', 'PENDING', 'PENDING'], // RECUSED
  ['SINGLE_SIDED_RU', 'SINGLE_SIDED_RU', 'SINGLE_SIDED_RU', 'PENDING', 'PENDING'], // NO_RESPONSE
];
const PAIRS = VERDICTS.flatMap((us, row) => VERDICTS.map((ru, column) => [us, ru, TABLE[row]![column]!] as const));

describe('a determination', () => {
  it.each(PAIRS)('US %s, RU %s: %s', (us, ru, outcome) => {
    expect(of(us, ru)).toMatchObject({ outcome, needsOseNotice: false });
  });

  it.each(VERDICTS)('waits for the other co-chair when one says %s', (verdict) => {
    expect(of(verdict, null)).toEqual({ outcome: 'PENDING', why: 'waiting for RU', needsOseNotice: false });
    expect(of(null, verdict)).toEqual({ outcome: 'PENDING', why: 'waiting for US', needsOseNotice: false });
  });

  it('waits for both', () => {
    expect(of(null, null).why).toBe('waiting for US and RU');
  });
});

describe('an interested co-chair', () => {
  it.each<[string, Verdict, Verdict, string, Determination]>([
    ['cannot clear its own forces alone', R, N, 'RU', 'PENDING'],
    ['cannot spare a ruling on its own forces alone', X, U, 'RU', 'PENDING'],
    ['may alone find against its own forces', X, V, 'RU', 'SINGLE_SIDED_RU'],
    ['leaves the other free to decide alone', N, R, 'RU', 'SINGLE_SIDED_US'],
    ['joins a finding', V, V, 'RU', 'JOINT_VIOLATION'],
    ['joins a clearing, which is then noticed', N, N, 'US', 'JOINT_NO_VIOLATION'],
    ['disputes', V, N, 'RU', 'DISPUTED'],
    ['is bound on either side', N, X, 'US', 'PENDING'],
    ['is bound on both sides', N, R, 'US RU', 'PENDING'],
  ])('%s', (_, us, ru, interested, outcome) => {
    expect(of(us, ru, interested)).toMatchObject({ outcome, needsOseNotice: true });
  });

  it.each(PAIRS)('never turns US %s, RU %s into a finding that clears it alone', (us, ru) => {
    for (const side of ['US', 'RU'] as const) {
      const { outcome } = of(us, ru, side);
      const own = side === 'US' ? us : ru;
      expect(outcome === `SINGLE_SIDED_${side}` && own !== V).toBe(false);
    }
  });

  it('does not notify before both have filed', () => {
    expect(of(N, null, 'US').needsOseNotice).toBe(false);
  });
});

it('gives its reason', () => {
  expect(of(V, U).why).toBe('US VIOLATION, RU UNABLE_TO_RULE: the co-chairs rule differently');
  expect(of(R, N, 'RU').why).toBe('US RECUSED, RU NO_VIOLATION: RU is interested and cannot decide alone in its own favour');
});
