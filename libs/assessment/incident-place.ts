// incident-place.ts - where did the incident happen, when its reports place it with different certainty?
import type { ZoneRelation } from '@hotline/zones';

/** A zone that a report's place met: inside, on its border given the uncertainty, or only near. */
export type { ZoneRelation as ZoneAnswer } from '@hotline/zones';

export interface Placement {
  reportId: string;
  how: 'STATED_POINT' | 'PCODE' | 'PLACE_NAME' | 'UNRESOLVED';
  /** Null when unresolved. */
  radiusM: number | null;
  pcode: string | null;
  zones: readonly ZoneRelation[];
}

/** The most precise placement speaks for the incident; the earlier report on a tie. Null when no report could be placed. */
export function placeIncident(placements: readonly Placement[]): Placement | null {
  let best: Placement | null = null;
  for (const placement of placements) {
    if (placement.how === 'UNRESOLVED' || placement.radiusM === null) continue;
    if (best === null || placement.radiusM < best.radiusM!) best = placement;
  }
  return best;
}
