// history.ts - an incident's life as a viewer may read it: what happened and when, never who reported.
import { isRevealed, type Viewer } from './reveal';
import type { CoChair } from '@hotline/agreement';

export interface HistoryFact {
  id: string;
  type: string;
  reportId: string | null;
  recordedAt: Date;
  content: Record<string, unknown>;
}

export interface HistoryEntry {
  id: string;
  type: string;
  at: Date;
  reportId: string | null;
  details: Record<string, unknown>;
}

/** What may be told of each kind of fact. A kind that is not listed is told without its content. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'incident.opened': ['why'],
  'report.linked': ['why', 'bits'],
  'incident.restructured': ['id', 'kind', 'by', 'reason', 'from', 'to', 'reports'],
  'incident.assessed': ['scope', 'factStatus', 'scopeWhy', 'factStatusWhy', 'policyVersion', 'revision'],
  'incident.offered': ['to', 'scope'],
  'verification.decided': ['coChair', 'decision'],
  'opinion.filed': ['coChair', 'commitment'],
  'incident.determined': ['determination', 'why', 'verdicts', 'needsOseNotice'],
};

/** Until both have filed, when the other side filed is sealed with what it filed. */
export function historyFor(facts: readonly HistoryFact[], filed: readonly { coChair: CoChair }[], viewer: Viewer): HistoryEntry[] {
  const isOpen = isRevealed(filed);
  const isTheirs = (fact: HistoryFact) => viewer === 'OSE' || fact.content.coChair === viewer;
  return facts
    .filter((fact) => fact.type !== 'opinion.filed' || isOpen || isTheirs(fact))
    .map(({ id, type, recordedAt, reportId, content }) => ({ id, type, at: recordedAt, reportId, details: pick(content, TOLD[type] ?? []) }));
}

function pick(content: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => content[key] !== undefined).map((key) => [key, content[key]]));
}
