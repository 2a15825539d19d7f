// triage-order.ts - which incident should a reviewer look at first, and why?
import { GRAVITIES, type Gravity, type Threat } from '@hotline/agreement';

export interface Urgency {
  /** Lower comes first. Equal ones in the order in which they were offered, oldest first. */
  urgency: number;
  why: string;
}

/** From the most urgent. What nobody has looked at stands before what was found moderate: it may be anything. */
const THREAT_ORDER: readonly (Threat | null)[] = ['CRITICAL', 'SERIOUS', null, 'MODERATE', 'LOW'];

/**
 * Gravity first, then the threat to the cessation as this side's reviewers see it, then age. Two separate words in a fixed
 * order, never one score: the sentence says all there is to say.
 */
export function triageOrder({ gravity, threat }: { gravity: Gravity; threat: Threat | null }): Urgency {
  const grave = GRAVITIES.length - 1 - GRAVITIES.indexOf(gravity);
  return {
    urgency: grave * THREAT_ORDER.length + THREAT_ORDER.indexOf(threat),
    why: `${gravity}; ${threat === null ? 'threat not yet looked at' : `threat ${threat}`}; then the longest waiting first`,
  };
}

/** The first and the last urgency of a gravity, whatever the threat. */
export function urgenciesOf(gravity: Gravity): readonly [first: number, last: number] {
  const all = THREAT_ORDER.map((threat) => triageOrder({ gravity, threat }).urgency);
  return [Math.min(...all), Math.max(...all)];
}

export const TRIAGE_STATUSES = ['AWAITING', 'FILED', 'DONE'] as const;
export type TriageStatus = (typeof TRIAGE_STATUSES)[number];

/** Where an incident stands in one side's own queue. What the other side has done is no part of it until the round opens. */
export function triageStatus(round: { isRevealed: boolean; filed: readonly string[] }, side: string): TriageStatus {
  if (round.isRevealed) return 'DONE';
  return round.filed.includes(side) ? 'FILED' : 'AWAITING';
}

