// persistence.ts - is a party's non-compliance persistent? A policy over determined incidents; what it does not count it lists.
import type { Determination, Gravity, Policy, ScopeReason } from '@hotline/agreement';

export interface DeterminedIncident {
  incidentId: string;
  from: Date;
  determination: Determination;
  gravity: Gravity;
  scope: ScopeReason;
  /** An undertaking to work for something (T6): never towards persistence unless the policy says so. */
  isSoft: boolean;
  /** Others than this party are among the alleged perpetrators. */
  isShared: boolean;
}

export interface Persistence {
  isPersistent: boolean;
  why: string;
  /** Those that count, oldest first. */
  counted: string[];
  /** The window in which the rule held. */
  within: string[];
  /** Everything else that was determined, and why it does not count. */
  listed: { incidentId: string; why: string }[];
}

/** Rolling windows: the rule holds when so many counted incidents began within so many days of each other. */
export function judgePersistence(incidents: readonly DeterminedIncident[], policy: Policy['persistence']): Persistence {
  const sorted = [...incidents].sort((a, b) => a.from.getTime() - b.from.getTime());
  const reasons = sorted.map((incident) => [incident, whyNotCounted(incident, policy)] as const);
  const counted = reasons.flatMap(([incident, why]) => (why === null ? [incident] : []));
  const listed = reasons.flatMap(([{ incidentId }, why]) => (why === null ? [] : [{ incidentId, why }]));
  const found = { counted: counted.map(({ incidentId }) => incidentId), listed };
  for (const { gravity, violationsAtLeast, withinDays } of policy.rules) {
    const fit = gravity ? counted.filter((incident) => incident.gravity === gravity) : counted;
    for (let first = 0; first + violationsAtLeast <= fit.length; first++) {
      const window = fit.slice(first).filter(({ from }) => from.getTime() - fit[first]!.from.getTime() <= withinDays * 86_400_000);
      if (window.length < violationsAtLeast) continue;
      const why = `${window.length} ${gravity ? `${gravity} ` : ''}violations within ${withinDays} days; the policy names ${violationsAtLeast}`;
      return { isPersistent: true, why, ...found, within: window.map(({ incidentId }) => incidentId) };
    }
  }
  return { isPersistent: false, why: `${counted.length} counted; no rule of the policy holds`, ...found, within: [] };
}

function whyNotCounted({ determination, scope, isSoft, isShared }: DeterminedIncident, policy: Policy['persistence']): string | null {
  if (!policy.counts.includes(determination)) return `determined ${determination}`;
  if (scope !== 'IN_SCOPE') return `outside the agreement: ${scope}`;
  if (isSoft && !policy.softObligationsCount) return 'a soft obligation, counted apart';
  return isShared ? 'several parties are alleged' : null;
}
