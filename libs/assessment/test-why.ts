// test-why.ts - was it aimed at those whom the agreement leaves out?
import type { Act } from '@hotline/agreement';
import { mentionsOf } from './cast';
import { delineationsAt, groundOf } from './ground';
import type { Placement } from './incident-place';
import { fail, pass, unknown, type TestResult } from './test-result';
import type { Terms } from './terms';

/** Acts that strike someone. Keeping aid out or people in is an act against civilians, whoever holds the ground. */
const STRIKES: readonly Act[] = ['ATTACK', 'DISPROPORTIONATE_RESPONSE', 'CROSS_BORDER_FIRE', 'TERRITORY_ACQUISITION', 'TERRITORY_ATTEMPT'];

/**
 * Strikes on excluded groups in their own area are not violations. Only a reconciled map, or two co-chairs' maps that say
 * the same, can show that it was their area: one map alone, a mixed area, a line within the uncertainty or a map that
 * changed within the time given leave it open.
 */
export function testWhy(
  what: { act: Act | null; victims: readonly string[] },
  at: Date,
  place: Placement | null,
  terms: Pick<Terms, 'resolveParty' | 'isExcludedAt'>,
): TestResult {
  if (what.act !== null && !STRIKES.includes(what.act)) return pass('no exclusion covers this act');
  const zones = delineationsAt(place);
  const rows = zones.map((zone) => zone.zoneVersionId);
  const ground = groundOf(zones);
  const said = zones.map((zone) => `${zone.source}: ${zone.type} ${zone.code} (${zone.relation})`).join('; ');
  const victims = mentionsOf(what.victims, terms).flatMap(({ party }) => party ?? []);
  const excluded = victims.filter((party) => terms.isExcludedAt(party.code, at).excluded);
  const isOnlyExcluded = excluded.length > 0 && excluded.length === victims.length;
  if (isOnlyExcluded && ground === 'excluded') return fail('EXCLUDED_TARGET_AREA', `an excluded group in its own area (${said})`, rows);
  if (excluded.length > 0) {
    const codes = excluded.map((party) => party.code).join(', ');
    return unknown('UNDETERMINED_PLACE', `${codes} is named as the target; the maps do not show that it was its area (${said || 'no map speaks'})`, rows);
  }
  if (ground === 'disputed') return unknown('UNDETERMINED_PLACE', `whose area it was is open (${said})`, rows);
  if (ground === 'excluded' && victims.length > 0) return unknown('UNDETERMINED_PLACE', `a party is named as the target in an excluded group's area (${said})`, rows);
  if (ground === 'excluded') return fail('EXCLUDED_TARGET_AREA', `in the area of an excluded group (${said})`, rows);
  return pass(ground === 'silent' ? 'no map shows an excluded group here' : `not an excluded group's area (${said})`, rows);
}
