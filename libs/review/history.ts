// history.ts - an incident's life as a viewer may read it: what happened and when, never who reported.
import type { Viewer } from './reveal';

export interface HistoryFact {
  id: string;
  type: string;
  reportId: string | null;
  recordedAt: Date;
  content: Record<string, unknown>;
  logIndex?: number | null;
}

export interface HistoryEntry {
  id: string;
  /** Its leaf in the log, for a proof of inclusion; null while it has none. */
  logIndex: number | null;
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
  'episode.joined': ['episodeId', 'name', 'by', 'reason'],
  'episode.left': ['episodeId', 'name', 'by', 'reason'],
  'incident.assessed': ['scope', 'factStatus', 'scopeWhy', 'factStatusWhy', 'policyVersion', 'revision'],
  'incident.offered': ['to', 'scope'],
  'verification.decided': ['coChair', 'decision'],
  'opinion.committed': ['coChair', 'commitment'],
  'opinion.revealed': ['coChair', 'commitment', 'nonce'],
  'opinion.superseded': ['coChair', 'commitment'],
  'opinions.staled': ['round', 'why'],
  'opinions.unanswered': ['round', 'why'],
  'incident.reopened': ['why', 'was'],
  'information.requested': ['to', 'party', 'askedBy', 'dueAt', 'requestId'],
  'information.replied': ['by', 'isLate', 'requestId', 'textSha256'],
  'information.unanswered': ['party', 'requestId'],
  'self-defence.claimed': ['claimId', 'claimedFor', 'incidentId', 'threatIncidentId', 'judgement', 'why'],
  'response.recorded': ['step', 'by', 'authority'],
  'response.waived': ['step', 'by', 'authority'],
  'incident.closure-agreed': ['coChair'],
  'incident.closed': ['determination'],
  'dossier.opened': ['party', 'why', 'dossierId'],
  'referral.proposed': ['referralId', 'party', 'by'],
  'referral.concurred': ['referralId', 'party', 'by'],
  'referral.declined': ['referralId', 'party', 'by'],
  'incident.referred': ['referralId', 'party'],
  'ministers.decided': ['referralId', 'party', 'decision', 'decidedAt', 'until', 'authority'],
  'incident.determined': ['determination', 'why', 'verdicts', 'needsOseNotice'],
};

/** The facts that tell that, and so when, a side filed. */
const FILINGS: ReadonlySet<string> = new Set(['opinion.committed', 'opinion.filed']);

/** Until a round is opened, when the other side filed is sealed with what it filed. */
export function historyFor(facts: readonly HistoryFact[], viewer: Viewer): HistoryEntry[] {
  const opened = new Set(facts.filter(({ type }) => type === 'opinion.revealed').map(({ content }) => content.commitment));
  return facts
    .filter(({ type, content }) => !FILINGS.has(type) || viewer === 'OSE' || content.coChair === viewer || opened.has(content.commitment))
    .map(({ id, logIndex = null, type, recordedAt, reportId, content }) => ({ id, logIndex, type, at: recordedAt, reportId, details: detailsOf(type, content) }));
}

/** What may be told of a fact's content. */
export function detailsOf(type: string, content: Record<string, unknown>): Record<string, unknown> {
  return pick(content, TOLD[type] ?? []);
}

function pick(content: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => content[key] !== undefined).map((key) => [key, content[key]]));
}
