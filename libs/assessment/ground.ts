// ground.ts - whose ground was it, by the maps that were valid at that time?
import type { Placement, ZoneAnswer } from './incident-place';

/** `silent`: no map says anything of it. `disputed`: mixed, one map alone, maps that differ, or a line within the uncertainty. */
export type Ground = 'excluded' | 'not excluded' | 'silent' | 'disputed';

/** The maps of both co-chairs, when they agree, or the one they reconciled, settle whose area it was. */
const RECONCILED = 'RECONCILED';
const CO_CHAIR_MAPS = ['US', 'RU'];

/** The zones that say whose ground it was: those that the place touches, from every map. */
export function delineationsAt(place: Placement | null): ZoneAnswer[] {
  return (place?.zones ?? []).filter(
    ({ type, relation }) => relation !== 'nearest' && (type === 'EXCLUDED_GROUP_AREA' || type === 'MIXED' || type === 'PROTECTED_PARTY_AREA'),
  );
}

/** Only a reconciled map, or two co-chairs' maps that say the same, can show that it was an excluded group's own area. */
export function groundOf(zones: readonly ZoneAnswer[]): Ground {
  const reconciled = zones.filter((zone) => zone.source === RECONCILED);
  const heard = reconciled.length > 0 ? reconciled : zones;
  if (heard.length === 0) return 'silent';
  if (heard.every((zone) => zone.type === 'PROTECTED_PARTY_AREA')) return 'not excluded';
  const isOneVoice = heard.every((zone) => zone.type === 'EXCLUDED_GROUP_AREA' && zone.relation === 'inside' && zone.during === 'whole');
  const isSettled = reconciled.length > 0 || CO_CHAIR_MAPS.every((map) => heard.some((zone) => zone.source === map));
  return isOneVoice && isSettled ? 'excluded' : 'disputed';
}
