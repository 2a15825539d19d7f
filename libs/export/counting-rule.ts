// counting-rule.ts - what a number counts. The same day gave 9, 14, 15 and 55 in 2016: the rule matters more than the counting.
import type { IncidentRow } from './incident-row';

export interface CountingRule {
  /** One sentence that stands beside every number made by it. */
  says: string;
  /** What one incident adds. */
  of(incident: Countable): number;
}

export type Countable = Pick<IncidentRow, 'messageStatus' | 'scope' | 'factStatus' | 'determination' | 'reportCount'>;

const one = (holds: boolean) => (holds ? 1 : 0);
const isActual = ({ messageStatus }: Countable) => messageStatus === 'ACTUAL';

/** Names are forever: manifests cite them. Exercises and tests count under no rule. */
export const COUNTING_RULES = {
  reports: { says: 'Every report counts, also several of one incident.', of: (incident) => (isActual(incident) ? incident.reportCount : 0) },
  incidents: { says: 'Every incident counts once, however many reports it has and whatever was found of it.', of: (incident) => one(isActual(incident)) },
  inScope: { says: 'An incident counts when all five applicability tests pass.', of: (incident) => one(isActual(incident) && incident.scope === 'IN_SCOPE') },
  verified: {
    says: 'An incident counts when it is in scope and its facts are verified.',
    of: (incident) => one(isActual(incident) && incident.scope === 'IN_SCOPE' && incident.factStatus === 'VERIFIED'),
  },
  jointlyDetermined: {
    says: 'An incident counts when both co-chairs found a violation.',
    of: (incident) => one(isActual(incident) && incident.determination === 'JOINT_VIOLATION'),
  },
} as const satisfies Record<string, CountingRule>;

export type CountingRuleName = keyof typeof COUNTING_RULES;
export const COUNTING_RULE_NAMES = Object.keys(COUNTING_RULES) as CountingRuleName[];

/** A word of each incident by which numbers are split. `sides` is the split between the co-chairs who answer for the accused. */
export const PER_SIDE_SAYS = 'The rule, split by the co-chair who answers for the alleged perpetrators; BOTH when that is not one of them.';

export interface Tally {
  totals: Record<CountingRuleName, number>;
  perSide: Record<string, Record<CountingRuleName, number>>;
}

export function emptyTally(): Tally {
  return { totals: zeroes(), perSide: { US: zeroes(), RU: zeroes(), BOTH: zeroes() } };
}

/** Adds incidents to a tally in place: exports are counted as they stream by. */
export function tally(into: Tally, incidents: readonly (Countable & { responsibleCoChair: string })[]): void {
  for (const incident of incidents) {
    const side = (into.perSide[incident.responsibleCoChair] ??= zeroes());
    for (const name of COUNTING_RULE_NAMES) {
      const counts = COUNTING_RULES[name].of(incident);
      into.totals[name] += counts;
      side[name] += counts;
    }
  }
}

function zeroes(): Record<CountingRuleName, number> {
  return Object.fromEntries(COUNTING_RULE_NAMES.map((name) => [name, 0])) as Record<CountingRuleName, number>;
}
