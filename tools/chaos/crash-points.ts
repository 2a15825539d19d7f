// crash-points.ts - where a process may die between two promises, and what must be true afterwards. Each row is tried three times.

export const MOMENTS = ['before', 'sent', 'after'] as const;
/** Before the statement leaves the process; when it has left and nobody reads the answer; after the answer, before anything else. */
export type Moment = (typeof MOMENTS)[number];

export interface CrashPoint {
  name: string;
  process: 'api' | 'worker';
  /** A regular expression over the statement's text and values. */
  statement: string;
  /** True: the COMMIT of the transaction that ran the statement. False: the statement itself. */
  isCommit: boolean;
  /** What of it is on record when the process died before it, and after it. When it was sent it is one of the two. */
  before: string;
  after: string;
}

const step = (name: string, topic: string, after: string): CrashPoint => ({
  name,
  process: 'worker',
  statement: `^\\s*DELETE FROM outbox [^]*"${topic}"`,
  isCommit: true,
  before: 'nothing; the work waits, its start is counted',
  after,
});

/** In the order of a report's life. */
export const CRASH_POINTS: readonly CrashPoint[] = [
  {
    name: 'a group of reports is filed',
    process: 'api',
    statement: 'INSERT INTO report_original[^]*crash-here',
    isCommit: false,
    before: 'nothing, and nobody was promised anything',
    after: 'report, bytes, fact and first work; the reporter was not told, sends again and is answered 200',
  },
  {
    name: 'the relay takes work',
    process: 'worker',
    statement: 'UPDATE outbox SET dispatched_at = now\\(\\)\\s+WHERE ctid',
    isCommit: false,
    before: 'the work waits',
    after: 'the work is marked as handed on, but Redis never heard of it',
  },
  {
    name: 'a start is counted',
    process: 'worker',
    statement: 'UPDATE outbox SET attempts = attempts \\+ \\(',
    isCommit: false,
    before: 'Redis has the job, and nobody has begun it',
    after: 'the start is counted, and nothing was done',
  },
  step('zones are matched', 'report.received', 'the placement and the next work; BullMQ does not know that the job is done'),
  step('a report is linked', 'report.placed', 'the link or the incident, and the next work'),
  step('an incident is assessed', 'incident.changed', 'the assessment and the next work'),
  step('an incident is offered', 'incident.assessed', 'the docket row'),
  step('the agreement changed', 'reference.changed', 'the work of judging incidents anew'),
  step('the map changed', 'zones.changed', 'the work of judging incidents near it anew'),
  {
    name: 'the log is sequenced',
    process: 'worker',
    statement: 'INSERT INTO log_checkpoint',
    isCommit: true,
    before: 'facts without an index; the head is the old one',
    after: 'indices, hashes, tiles and the signed head, all of them',
  },
];

/** docs/CRASH-POINTS.md */
export function crashPointsPage(): string {
  const rows = CRASH_POINTS.map(({ name, process, isCommit, before, after }) => `| ${name} | ${process} | ${isCommit ? 'transaction' : 'statement'} | ${before} | ${after} |`);
  return `# Crash points

Generated from \`tools/chaos/crash-points.ts\` by \`npm run states\`; a test compares. \`test/e2e/crash-points.e2e.ts\` kills the process (SIGKILL) at each
commit three times: before it leaves the process, when it has left and nobody reads the answer, and after the answer. Afterwards every promise
in the client's journal is kept, each report has one fact of each kind and one incident, no work is open, and the log proves itself. The kill comes
from a preload that watches PostgreSQL's client (\`tools/chaos/crash-point.cjs\`); the service has no code for it.

| commit | process | as a | on record when it died before | on record when it died after |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
