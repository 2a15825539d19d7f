// scope.ts - five answers become one word: is this incident within the agreement, and if not, why?
import type { ScopeReason, Target } from '@hotline/agreement';
import type { TestResult } from './test-result';

export const TESTS = ['when', 'who', 'where', 'what', 'why'] as const;
export type TestName = (typeof TESTS)[number];
export type Tests = Record<TestName, TestResult>;

/**
 * Precedence. A test that fails settles the matter, whatever is still open elsewhere: another country stays another
 * country, and what happened before the agreement took effect is never measured by it. Among failures: where, when, who,
 * what, why (a place never comes under the agreement, a time only once; who acted says more than what was done).
 */
const FAILURES: readonly TestName[] = ['where', 'when', 'who', 'what', 'why'];
/** What is still open, in the order in which it is worth asking: one answer about time or place settles more than one about people. */
const OPEN: readonly TestName[] = ['when', 'where', 'why', 'who', 'what'];

export interface Scope {
  scope: ScopeReason;
  /** Which test decided, and what it said. */
  why: string;
}

export function scopeOf(tests: Tests): Scope {
  const name = FAILURES.find((test) => tests[test].outcome === 'FAIL') ?? OPEN.find((test) => tests[test].outcome === 'UNKNOWN');
  if (!name) return { scope: 'IN_SCOPE', why: 'all five tests pass' };
  return { scope: tests[name].scope ?? 'IN_SCOPE', why: `${name}: ${tests[name].reason}` };
}

export interface Harm {
  target: Target | null;
  killed: number | null;
  wounded: number | null;
}

const CIVILIAN_TARGETS: readonly Target[] = ['CIVILIAN_AREA', 'MEDICAL', 'SCHOOL', 'CONVOY'];

/**
 * Harm to civilians that the agreement may not reach is flagged all the same: humanitarian law knows no acceptance rows.
 * Casualties count as civilian unless the target is said to be an armed party.
 */
export function isIhlConcern(scope: ScopeReason, { target, killed, wounded }: Harm): boolean {
  if (scope === 'IN_SCOPE') return false;
  if (target !== null && CIVILIAN_TARGETS.includes(target)) return true;
  return target !== 'ARMED_PARTY' && (killed ?? 0) + (wounded ?? 0) > 0;
}
