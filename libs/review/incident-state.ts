// incident-state.ts - where an incident stands on its way, read from what is known of it.
import type { Determination, FactStatus, IncidentState } from '@hotline/agreement';

export interface Standing {
  factStatus: FactStatus;
  determination: Determination;
  /** Another incident has taken it in. */
  isAbsorbed: boolean;
  /** It changed after an opinion on it. */
  isReopened: boolean;
}

/** A determination outlives a change of the facts; reopening is a decision of its own. */
export function incidentState({ factStatus, determination, isAbsorbed, isReopened }: Standing): IncidentState {
  if (isAbsorbed) return 'CLOSED';
  if (determination !== 'PENDING') return 'DETERMINED';
  if (factStatus === 'REJECTED') return 'CLOSED';
  if (isReopened) return 'REOPENED';
  return factStatus === 'VERIFIED' ? 'AWAITING_OPINIONS' : 'SCREENED';
}
