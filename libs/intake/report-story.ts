// report-story.ts - what became of a report, told from the facts alone and without a word about other reporters.

export interface StoryFact {
  type: string;
  recordedAt: Date;
  content: Record<string, unknown>;
}

export type ReportState = 'RECEIVED' | 'REGISTERED' | 'STANDALONE' | 'LINKED' | 'WITHDRAWN';

export interface ReportStory {
  state: ReportState;
  /** What the reporter could make clearer, at most one line per subject. */
  clarifications: string[];
  /** The administrative code the place was read as, when it was. */
  placedAt: string | null;
  scope: string | null;
  factStatus: string | null;
  /** What reviewers ask of this reporter; answered under `answers` of the receipt. */
  questions: { requestId: string; question: string; dueAt: string; state: 'ASKED' | 'ANSWERED' | 'UNANSWERED' }[];
  events: { at: Date; what: string }[];
}

/** Steps a reporter may see, in the words a reporter reads. A fact that is not listed is not shown. */
const TOLD: Readonly<Record<string, { state?: ReportState; what: string }>> = {
  'report.received': { state: 'RECEIVED', what: 'received and stored for good' },
  'report.placed': { state: 'REGISTERED', what: 'located' },
  'incident.opened': { state: 'STANDALONE', what: 'registered as a new incident' },
  'report.linked': { state: 'LINKED', what: 'linked with other reports of the same incident' },
  'incident.assessed': { what: 'assessed against the agreement' },
  'incident.offered': { what: 'verified and shown to both co-chairs' },
  'information.requested': { what: 'a question is asked of you' },
  'information.replied': { what: 'answered by you' },
  'report.withdrawn': { state: 'WITHDRAWN', what: 'withdrawn by its reporter' },
};

/** The facts that say which incident a report belongs to. A suggestion is not one of them. */
export const JOINS: ReadonlySet<string> = new Set(['incident.opened', 'report.linked', 'report.moved']);

/** `facts` are those of the report and of its incident, oldest first. */
export function storyOf(facts: readonly StoryFact[], timeFlag: string | null): ReportStory {
  const story: ReportStory = {
    state: 'RECEIVED',
    clarifications: timeFlag === null ? [] : [TIME_QUESTIONS[timeFlag] ?? timeFlag],
    placedAt: null,
    scope: null,
    factStatus: null,
    questions: [],
    events: [],
  };
  for (const { type, recordedAt, content } of facts) {
    tellQuestion(story.questions, type, content);
    const told = TOLD[type];
    if (!told) continue;
    if (told.state && story.state !== 'WITHDRAWN') story.state = told.state;
    if (story.events.at(-1)?.what !== told.what) story.events.push({ at: recordedAt, what: told.what });
    if (typeof content.clarification === 'string') story.clarifications.push(content.clarification);
    if (typeof content.pcode === 'string') story.placedAt = content.pcode;
    if (typeof content.scope === 'string') story.scope = content.scope;
    if (typeof content.factStatus === 'string') story.factStatus = content.factStatus;
  }
  return story;
}

function tellQuestion(questions: ReportStory['questions'], type: string, content: Record<string, unknown>): void {
  const { requestId, question, dueAt } = content;
  if (type === 'information.requested' && typeof question === 'string') questions.push({ requestId: String(requestId), question, dueAt: String(dueAt), state: 'ASKED' });
  const asked = questions.find((each) => each.requestId === requestId);
  if (asked && type === 'information.replied') asked.state = 'ANSWERED';
  if (asked && type === 'information.unanswered') asked.state = 'UNANSWERED';
}

const TIME_QUESTIONS: Readonly<Record<string, string>> = {
  INVALID_LOCAL_TIME: 'The local time you gave did not exist: the clocks went forward over it. Please give the time again.',
  AMBIGUOUS_LOCAL_TIME: 'The local time you gave occurred twice: the clocks went back. Was it the first or the second?',
};
