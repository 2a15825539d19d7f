// test-what.ts - does the agreement forbid, or demand, what is alleged?
import type { Act, Weapon } from '@hotline/agreement';
import { fail, pass, unknown, type TestResult } from './test-result';
import type { Terms } from './terms';

/** A stated weapon without a stated act is an attack: the terms speak of "any weapons". */
export function testWhat(act: Act | null, weapon: Weapon | null, terms: Pick<Terms, 'obligationFor'>): TestResult {
  const meant = act ?? (isWeaponUsed(weapon) ? 'ATTACK' : null);
  if (meant === null) return unknown('NO_OBLIGATION', 'no act is stated, so no obligation can be named yet');
  const obligation = terms.obligationFor(meant);
  if (!obligation) return fail('NO_OBLIGATION', `${meant} maps to no obligation`);
  const stated = act === null ? `a weapon (${weapon}) without an act is read as ${meant}: ` : '';
  const softness = obligation.hardness === 'SOFT' ? ' (a commitment to work for, counted separately)' : '';
  return pass(`${stated}${meant} touches ${obligation.code}${softness}`, obligation.rows);
}

function isWeaponUsed(weapon: Weapon | null): boolean {
  return weapon !== null && weapon !== 'NONE' && weapon !== 'UNKNOWN';
}
