// ladder.ts - which steps of the response ladder are still missing before a referral? Recorded or waived, none recommended.
import type { Policy, ResponseStep } from '@hotline/agreement';

export interface RecordedStep {
  code: ResponseStep;
  isWaived: boolean;
}

/** A step counts once it is recorded, or waived with a reason, on any incident of the dossier. In the ladder's order. */
export function missingSteps(recorded: readonly RecordedStep[], policy: Pick<Policy, 'ladder' | 'persistence'>): ResponseStep[] {
  const there = new Set(recorded.map(({ code }) => code));
  return policy.ladder.filter(({ step, code }) => policy.persistence.ladderStepsBefore.includes(step) && !there.has(code)).map(({ code }) => code);
}
