// fact-status.ts - do we hold the facts for true? By policy, unless people have decided.
import type { CoChair, FactStatus, Policy, TestOutcome } from '@hotline/agreement';

export type Decision = Exclude<FactStatus, 'PENDING'>;

/** The newest decision of one co-chair's reviewers. */
export interface HumanDecision {
  coChair: CoChair;
  decision: Decision;
}

export interface FactStatusFinding {
  factStatus: FactStatus;
  why: string;
}

export interface FactStatusCase {
  /** The outcome of the test `where`. */
  where: TestOutcome;
  independentSources: number;
  nonBelligerentSources: number;
  policy: Pick<Policy, 'version' | 'verification'>;
  decisions: readonly HumanDecision[];
  /** Co-chairs whose own forces are accused. */
  interested: readonly CoChair[];
}

/**
 * A decision of reviewers overrides the policy. Two co-chairs are peers: when they decide differently the policy stands,
 * and a co-chair whose own forces are accused cannot by itself decide against the facts.
 */
export function factStatusOf(given: FactStatusCase): FactStatusFinding {
  const byPolicy = factStatusByPolicy(given);
  const standing = given.decisions.filter(({ coChair, decision }) => decision === 'VERIFIED' || !given.interested.includes(coChair));
  const words = new Set(standing.map(({ decision }) => decision));
  const said = given.decisions.map(({ coChair, decision }) => `${coChair} ${decision}`).sort().join(', ');
  if (words.size === 1) return { factStatus: standing[0]!.decision, why: `decided by reviewers: ${said}` };
  if (words.size > 1) return { factStatus: byPolicy.factStatus, why: `the co-chairs decided differently (${said}); ${byPolicy.why}` };
  if (said) return { factStatus: byPolicy.factStatus, why: `an interested co-chair cannot decide this alone (${said}); ${byPolicy.why}` };
  return byPolicy;
}

function factStatusByPolicy({ where, independentSources, nonBelligerentSources, policy }: FactStatusCase): FactStatusFinding {
  const by = `policy ${policy.version}`;
  const heard = `${independentSources} independent source${independentSources === 1 ? '' : 's'}, ${nonBelligerentSources} of them no party`;
  const { minIndependentSources, minNonBelligerentSources, mustBeInTerritory } = policy.verification;
  if (mustBeInTerritory && where === 'FAIL') return { factStatus: 'UNVERIFIED', why: `${by}: outside the territory (${heard})` };
  if (mustBeInTerritory && where === 'UNKNOWN') return { factStatus: 'PENDING', why: `${by}: no zone of the territory is certain (${heard})` };
  if (independentSources < minIndependentSources) return { factStatus: 'PENDING', why: `${by}: ${heard}; ${minIndependentSources} are needed` };
  if (nonBelligerentSources < minNonBelligerentSources) return { factStatus: 'PENDING', why: `${by}: ${heard}; parties alone do not verify` };
  return { factStatus: 'VERIFIED', why: `${by}: ${heard}${mustBeInTerritory ? ', in a zone of the territory' : ''}` };
}
