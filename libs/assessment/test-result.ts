// test-result.ts - what each applicability test answers.
import type { ScopeReason, TestOutcome } from '@hotline/agreement';

export interface TestResult {
  outcome: TestOutcome;
  /** A sentence for people: why this outcome. */
  reason: string;
  /** The scope this outcome calls for; null when the test passes. */
  scope: Exclude<ScopeReason, 'IN_SCOPE'> | null;
  /** Ids of the reference rows and zone versions the answer rests on. */
  rows: string[];
}

export function pass(reason: string, rows: readonly string[] = []): TestResult {
  return { outcome: 'PASS', reason, scope: null, rows: distinct(rows) };
}

export function fail(scope: NonNullable<TestResult['scope']>, reason: string, rows: readonly string[] = []): TestResult {
  return { outcome: 'FAIL', reason, scope, rows: distinct(rows) };
}

export function unknown(scope: NonNullable<TestResult['scope']>, reason: string, rows: readonly string[] = []): TestResult {
  return { outcome: 'UNKNOWN', reason, scope, rows: distinct(rows) };
}

function distinct(rows: readonly string[]): string[] {
  return [...new Set(rows)].sort();
}
