// incident-state.ts - where an incident stands on its way, read from what is known of it.
import type { Determination, FactStatus, IncidentState } from '@hotline/agreement';

export interface Standing {
  factStatus: FactStatus;
  determination: Determination;
  /** Another incident has taken it in. */
  isAbsorbed: boolean;
  /** It changed after an opinion on it. */
  isReopened: boolean;
  /** Somebody was asked and neither answered nor ran out of time. */
  hasOpenRequest: boolean;
  /** A step of the response ladder was recorded after the determination. */
  hasResponse: boolean;
  /** Both co-chairs referred a dossier that counts it. */
  isReferred: boolean;
  /** Both co-chairs agreed to close it as it stands. */
  isClosed: boolean;
}

/** A determination outlives a change of the facts; reopening is a decision of its own. */
export function incidentState(standing: Standing): IncidentState {
  if (standing.isAbsorbed) return 'CLOSED';
  if (standing.determination !== 'PENDING') {
    if (standing.isClosed) return 'CLOSED';
    if (standing.isReferred) return 'REFERRED';
    return standing.hasResponse ? 'RESPONDING' : 'DETERMINED';
  }
  if (standing.factStatus === 'REJECTED') return 'CLOSED';
  if (standing.hasOpenRequest) return 'INFO_REQUESTED';
  if (standing.isReopened) return 'REOPENED';
  return standing.factStatus === 'VERIFIED' ? 'AWAITING_OPINIONS' : 'SCREENED';
}
