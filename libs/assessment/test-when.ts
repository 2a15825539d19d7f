// test-when.ts - was the agreement in force over the whole time in which this may have happened?
import { fail, pass, unknown, type TestResult } from './test-result';
import type { Terms } from './terms';

/** What this test asks of a regime. */
type InForce = Pick<Terms['regimes'][number], 'id' | 'inForceFrom' | 'inForceTo'>;

/** The uncertain interval: it happened at one instant in it, both ends included. */
export interface Occurrence {
  from: Date;
  to: Date;
}

/**
 * In force includes the instant a regime begins and excludes the instant it ends.
 * @param regimes in order of their start
 */
export function testWhen({ from, to }: Occurrence, regimes: readonly InForce[]): TestResult {
  const rows = regimes.map((regime) => regime.id);
  if (regimes.length === 0) return unknown('UNDETERMINED_TIME', 'no regime is known');
  const around = regimes.find((regime) => covers(regime, from) && covers(regime, to));
  if (around) return pass('the regime was in force throughout', [around.id]);
  if (regimes.some((regime) => overlaps(regime, from, to))) {
    return unknown('UNDETERMINED_TIME', 'the time given lies across the beginning or the end of the regime', rows);
  }
  if (to < regimes[0]!.inForceFrom) return fail('BEFORE_EFFECTIVE', 'before the regime took effect', [regimes[0]!.id]);
  return fail('AFTER_LAPSE', 'after the regime lapsed', rows);
}

function covers(regime: InForce, at: Date): boolean {
  return at >= regime.inForceFrom && (regime.inForceTo === null || at < regime.inForceTo);
}

function overlaps(regime: InForce, from: Date, to: Date): boolean {
  return to >= regime.inForceFrom && (regime.inForceTo === null || from < regime.inForceTo);
}
