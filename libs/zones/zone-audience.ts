// zone-audience.ts - who may see which zones? Where armed parties stand is lethal knowledge.
import type { ZoneType } from '@hotline/agreement';
import type { Role } from '@hotline/platform';

/** Published or harmless: boundaries, and places under siege that everybody names. */
const OPEN: readonly ZoneType[] = ['ADMIN', 'BESIEGED', 'HARD_TO_REACH', 'LOCAL_CALM', 'DEMILITARISED_CORRIDOR', 'CROSS_BORDER_STRIP', 'UNDELINEATED'];
/** Those who judge incidents need every map. */
const SEE_ALL: readonly Role[] = ['reviewer', 'secretariat', 'auditor', 'admin'];

/** The zone types a role may see; null for all of them. A party's liaison sees its own areas elsewhere. */
export function typesFor(role: Role): readonly ZoneType[] | null {
  return SEE_ALL.includes(role) ? null : OPEN;
}
