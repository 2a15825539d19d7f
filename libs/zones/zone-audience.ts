// zone-audience.ts - who may see which zones? Where armed parties stand is lethal knowledge.
import type { ZoneType } from '@hotline/agreement';
import type { Caller, Role } from '@hotline/platform';
import type { Zone } from './zone';

/** Published or harmless: boundaries, and places under siege that everybody names. */
const OPEN: readonly ZoneType[] = ['ADMIN', 'BESIEGED', 'HARD_TO_REACH', 'LOCAL_CALM', 'DEMILITARISED_CORRIDOR', 'CROSS_BORDER_STRIP', 'UNDELINEATED'];
/** Those who judge incidents need every map, and so do those who draw one beside another. */
const SEE_ALL: readonly Role[] = ['reviewer', 'secretariat', 'auditor', 'delineation', 'admin'];

/** Is it no secret where such a zone lies? What leaves the house names these and no others (decision 93). */
export function mayAnyoneKnow(type: ZoneType): boolean {
  return OPEN.includes(type);
}

/** The zone types a role may see; null for all of them. A party's liaison sees its own areas elsewhere. */
export function typesFor(role: Role): readonly ZoneType[] | null {
  return SEE_ALL.includes(role) ? null : OPEN;
}

/**
 * Why a caller may not bring a zone, or null. A co-chair's delineation officer draws that co-chair's map and nothing else:
 * the other side's map is the other side's, and official areas and the reconciled map belong to both.
 */
export function whyNotDrawnBy({ role, side }: Pick<Caller, 'role' | 'side'>, { type, source }: Pick<Zone, 'type' | 'source'>): string | null {
  if (role === 'admin') return null;
  if (type === 'ADMIN') return 'is an administrative area: an operator imports those';
  return source === side ? null : `is on the map ${source}: you draw the map ${side}`;
}
