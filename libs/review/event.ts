// event.ts - which facts are told to whom as events, and in which words. What is not listed here is told to nobody.
import { detailsOf } from './history';
import type { Viewer } from './reveal';

export interface FeedFact {
  /** The transaction that recorded it, and its number: together the order in which events are told. */
  tx: string;
  id: string;
  type: string;
  incidentId: string | null;
  recordedAt: Date;
  content: Record<string, unknown>;
}

export interface HotlineEvent {
  id: string;
  type: string;
  at: Date;
  incidentId: string | null;
  details: Record<string, unknown>;
}

/** Who listens: a viewer, or the liaison of a party. */
export type Listener = { viewer: Viewer } | { party: string };

/** Nothing that a report alone causes is here: when a report came says something of its source. */
const TO_VIEWERS: ReadonlySet<string> = new Set([
  'incident.offered', 'incident.assessed', 'incident.restructured', 'episode.joined', 'episode.left', 'verification.decided',
  'opinion.committed', 'opinion.revealed', 'opinion.superseded', 'opinions.staled', 'opinions.unanswered',
  'incident.determined', 'incident.reopened', 'incident.closure-agreed', 'incident.closed',
  'information.requested', 'information.replied', 'information.unanswered', 'self-defence.claimed', 'response.recorded', 'response.waived',
  'dossier.opened', 'referral.proposed', 'referral.concurred', 'referral.declined', 'incident.referred', 'ministers.decided',
]);
const TO_LIAISONS: ReadonlySet<string> = new Set(['information.requested', 'information.unanswered']);
export const EVENT_TYPES: readonly string[] = [...TO_VIEWERS];

/** Null when it is none of this listener's business. That an opinion was filed is an event for its own side and OSE only: an event tells when. */
export function eventFor(fact: FeedFact, listener: Listener): HotlineEvent | null {
  if ('party' in listener) {
    const isTheirs = TO_LIAISONS.has(fact.type) && fact.content.party === listener.party;
    return isTheirs ? told(fact) : null;
  }
  const { viewer } = listener;
  if (!TO_VIEWERS.has(fact.type)) return null;
  if (fact.type === 'opinion.committed' && viewer !== 'OSE' && viewer !== fact.content.coChair) return null;
  return told(fact);
}

function told({ tx, id, type, incidentId, recordedAt, content }: FeedFact): HotlineEvent {
  return { id: `${tx}-${id}`, type, at: recordedAt, incidentId, details: detailsOf(type, content) };
}

export interface FeedCursor {
  tx: string;
  id: string;
}

/** `Last-Event-ID`, or `0` for everything there is. Null for anything this service did not write. */
export function parseEventId(text: string): FeedCursor | null {
  if (text === '0') return { tx: '0', id: '0' };
  const [, tx, id] = /^([1-9]\d{0,18})-(0|[1-9]\d{0,18})$/.exec(text) ?? [];
  const fits = (number: string) => BigInt(number) <= 9_223_372_036_854_775_807n;
  return tx && id && fits(tx) && fits(id) ? { tx, id } : null;
}
