// test-where.ts - did it happen in the territory of the agreement?
import type { Placement, ZoneAnswer } from './incident-place';
import { fail, pass, unknown, type TestResult } from './test-result';

/**
 * Administrative zones decide; whose area it was is the question of the test `why`.
 * @param territory administrative codes; what begins with one of them is territory
 */
export function testWhere(place: Placement | null, territory: readonly string[]): TestResult {
  if (!place) return unknown('UNDETERMINED_PLACE', 'no report could be placed');
  const zones = place.zones.filter((zone) => zone.type === 'ADMIN' && isWithin(zone.code, territory));
  const inside = zones.filter((zone) => zone.relation === 'inside');
  if (inside.length > 0) return pass(`inside ${finest(inside).code}`, ids(inside));
  const border = zones.filter((zone) => zone.relation === 'border');
  if (isInnerBorder(border)) return pass(`on the line between ${codes(border)}`, ids(border));
  if (border.length > 0) return unknown('UNDETERMINED_PLACE', `the uncertainty crosses the edge of ${codes(border)}`, ids(border));
  if (place.pcode !== null && isWithin(place.pcode, territory)) return pass(`the place code ${place.pcode} is in the territory`);
  const near = zones.filter((zone) => (zone.distanceM ?? 0) <= place.radiusM!);
  if (near.length > 0) return unknown('UNDETERMINED_PLACE', `outside ${codes(near)}, but within the uncertainty`, ids(near));
  return fail('OUT_OF_TERRITORY', 'in no zone of the territory', ids(zones));
}

export function isWithin(code: string, territory: readonly string[]): boolean {
  return territory.some((area) => code.startsWith(area));
}

/** Two neighbours of one level share the line: wherever the true place is, it is in one of them. */
function isInnerBorder(border: readonly ZoneAnswer[]): boolean {
  return border.some((zone) => zone.level !== 0 && border.some((other) => other.level === zone.level && other.code !== zone.code))
    && !border.some((zone) => zone.level === 0);
}

function finest(zones: readonly ZoneAnswer[]): ZoneAnswer {
  return zones.reduce((best, zone) => ((zone.level ?? 0) > (best.level ?? 0) ? zone : best));
}

function codes(zones: readonly ZoneAnswer[]): string {
  return [...new Set(zones.map((zone) => zone.code))].sort().join(', ');
}

function ids(zones: readonly ZoneAnswer[]): string[] {
  return zones.map((zone) => zone.zoneVersionId);
}
