// policy.ts - the operator's numbers. Versioned; none of them is part of the Terms.
import type { CoChair, Determination, Gravity, PlacePrecision, ResponseStep, Target, TimePrecision, Weapon } from './vocabulary';

export interface Policy {
  /** Named by every judgement made under it. */
  version: string;
  verification: VerificationPolicy;
  time: { spreadMinutes: Readonly<Record<TimePrecision, number>>; lateReportAfterHours: number };
  placing: PlacingNumbers;
  linking: { maxDistanceM: number; timeSlackMinutes: number };
  acceptance: { lateProtectionFrom: 'ATTESTATION' | 'RECEIPT'; retroactive: boolean };
  selfDefence: { immediateWithinMinutes: number; sameFrontWithinM: number; weaponMustBeComparable: boolean };
  opinions: { deadlineHours: number; sealedUntil: string; leaseMinutes: number; interestedCannotCloseAlone: boolean };
  gravity: { default: Gravity; rules: readonly GravityRule[] };
  ladder: readonly { step: number; code: ResponseStep }[];
  persistence: {
    rules: readonly { gravity?: Gravity; violationsAtLeast: number; withinDays: number }[];
    counts: readonly Determination[];
    softObligationsCount: boolean;
    ladderStepsBefore: readonly number[];
    coChairsMustConcur: readonly CoChair[];
  };
  /** For how many days contact details can be opened by those who hold the off-server keys. */
  retention: { contactDays: number };
  export: { smallestCell: number };
  /** Cells in which a co-chair's reviewers see places; a whole fraction of a degree. */
  disclosure: { reviewerGridDegrees: number };
}

export interface VerificationPolicy {
  minIndependentSources: number;
  minNonBelligerentSources: number;
  mustBeInTerritory: boolean;
  umbrellaCorroboratesMembers: boolean;
  sharedRecordingIsOneSource: boolean;
}

/** How a stated place becomes a point with a radius. */
export interface PlacingNumbers {
  radiusM: Readonly<Record<PlacePrecision, number>>;
  /** Taken for a stated point without a radius. */
  pointPrecision: PlacePrecision;
  /** Radius of a named area by administrative level, for those whose own extent is not known. */
  radiusOfLevelM: readonly number[];
  /** A name is acted on from this confidence, when no other place comes within `nameMargin` of it. */
  nameConfidence: number;
  nameMargin: number;
  /** Candidates below this are not worth showing. */
  minConfidence: number;
  maxCandidates: number;
  /** How far outside every zone the nearest is still told. */
  nearestWithinM: number;
}

/** Holds when every condition it names holds. */
export interface GravityRule {
  gravity: Gravity;
  killedAtLeast?: number;
  woundedAtLeast?: number;
  targets?: readonly Target[];
  weapons?: readonly Weapon[];
}

/** The sections a policy needs; a version that lacks one is refused when it is loaded. */
export const POLICY_SECTIONS = ['verification', 'time', 'placing', 'linking', 'acceptance', 'selfDefence', 'opinions', 'gravity', 'persistence', 'export', 'disclosure', 'retention'] as const;
