// states.ts - what may follow what: incident, request for information, referral. docs/STATES.md is generated from these tables.
import type { IncidentState } from '@hotline/agreement';
import type { ReferralState } from './referral-state';
import type { RequestState } from './request-state';

/** `[what happens, where it leads]`: the words are for people, the test walks the states. */
export type Transitions<State extends string> = Readonly<Record<State, readonly (readonly [event: string, to: State])[]>>;

const TAKEN_IN = ['another incident takes it in', 'CLOSED'] as const;
const REJECTED = ['its facts are rejected', 'CLOSED'] as const;
const ASKED = ['a party or a reporter is asked', 'INFO_REQUESTED'] as const;
const DETERMINED = ['opinions are opened and something follows', 'DETERMINED'] as const;
const CHANGED = ['it changes after an opinion on it', 'REOPENED'] as const;
const DOUBTED = ['its facts are no longer verified', 'SCREENED'] as const;
const VERIFIED = ['its facts are verified', 'AWAITING_OPINIONS'] as const;

/**
 * Worked out by `incidentState` from what is on record, so no state is ever set by hand. OPEN is an incident that has not
 * been assessed yet; IN_TRIAGE and VERIFYING are words of the field that are shown as leases and fact status instead: a side's
 * own work is no business of the other's.
 */
export const INCIDENT_TRANSITIONS: Transitions<Exclude<IncidentState, 'IN_TRIAGE' | 'VERIFYING'>> = {
  OPEN: [['it is assessed', 'SCREENED'], ['it is assessed, and verified at once', 'AWAITING_OPINIONS']],
  SCREENED: [VERIFIED, ASKED, REJECTED, TAKEN_IN, DETERMINED, CHANGED],
  INFO_REQUESTED: [['the last question is answered or met with silence', 'AWAITING_OPINIONS'], ['the same, not verified', 'SCREENED'], ['the same, changed meanwhile', 'REOPENED'], DETERMINED, REJECTED, TAKEN_IN],
  AWAITING_OPINIONS: [ASKED, DETERMINED, CHANGED, DOUBTED, REJECTED, TAKEN_IN],
  REOPENED: [ASKED, DETERMINED, REJECTED, TAKEN_IN],
  DETERMINED: [['a response step is recorded', 'RESPONDING'], ['both co-chairs refer the matter', 'REFERRED'], ['both co-chairs agree to close', 'CLOSED'], CHANGED, ['the opinions are superseded and nothing follows any more', 'AWAITING_OPINIONS'], ['the same, not verified', 'SCREENED'], ['the same, while a question is open', 'INFO_REQUESTED'], TAKEN_IN],
  RESPONDING: [['both co-chairs refer the matter', 'REFERRED'], ['both co-chairs agree to close', 'CLOSED'], CHANGED, ['the opinions are superseded and nothing follows any more', 'AWAITING_OPINIONS'], ['the same, not verified', 'SCREENED'], ['the same, while a question is open', 'INFO_REQUESTED'], TAKEN_IN],
  REFERRED: [['both co-chairs agree to close', 'CLOSED'], CHANGED, ['the opinions are superseded and nothing follows any more', 'AWAITING_OPINIONS'], ['the same, not verified', 'SCREENED'], ['the same, while a question is open', 'INFO_REQUESTED'], TAKEN_IN],
  CLOSED: [CHANGED, ['rejected facts are held for true after all', 'AWAITING_OPINIONS'], ['rejected facts are open again', 'SCREENED'], ['the same, while a question is open', 'INFO_REQUESTED'], ['the merge that took it in is undone', 'DETERMINED'], ['the same, with steps on record', 'RESPONDING'], ['the same, referred before', 'REFERRED']],
};

export const REQUEST_TRANSITIONS: Transitions<RequestState> = {
  ASKED: [['an answer comes', 'ANSWERED'], ['the deadline passes', 'UNANSWERED']],
  ANSWERED: [],
  UNANSWERED: [['an answer comes after all', 'ANSWERED_LATE']],
  ANSWERED_LATE: [],
};

export const REFERRAL_TRANSITIONS: Transitions<ReferralState> = {
  PROPOSED: [['the other co-chair concurs', 'REFERRED'], ['a co-chair declines', 'DECLINED']],
  DECLINED: [['the one that declined concurs', 'REFERRED'], ['the one that declined waits again', 'PROPOSED']],
  REFERRED: [["the Ministers' decision is recorded", 'DECIDED']],
  DECIDED: [],
};

/** The tables as a page for people: Mermaid diagrams and lists. */
export function statesPage(): string {
  const section = <S extends string>(title: string, intro: string, table: Transitions<S>) => {
    const rows = (Object.entries(table) as [S, readonly (readonly [string, S])[]][]).flatMap(([from, to]) => to.map(([event, next]) => [from, next, event] as const));
    return [
      `## ${title}`, '', intro, '', '```mermaid', 'stateDiagram-v2', ...rows.map(([from, to, event]) => `  ${from} --> ${to}: ${event}`), '```', '',
      '| from | what happens | to |', '|---|---|---|', ...rows.map(([from, to, event]) => `| ${from} | ${event} | ${to} |`), '',
    ].join('\n');
  };
  return [
    '# States\n\nGenerated from `libs/review/states.ts` by `npm run states`; a test compares. States are worked out from what is on record, never set.\n',
    section('Incident', 'As lists and exports show it.', INCIDENT_TRANSITIONS),
    section('Information request', 'To a party or to a reporter, with a clock.', REQUEST_TRANSITIONS),
    section('Referral', 'To the Ministers, signed by both co-chairs.', REFERRAL_TRANSITIONS),
  ].join('\n');
}
