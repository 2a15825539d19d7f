import { setImmediate as endOfTurn } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  canonicalJson,
  Clock,
  Database,
  HotlineError,
  Ids,
  parseStrictJson,
  problemOf,
  SETTINGS,
  Together,
  validated,
  type Caller,
  type Problem,
  type Settings,
} from '@hotline/platform';
import { Ledger, LogKey, Outbox } from '@hotline/ledger';
import { publicReportId, THE_PUBLIC } from './public-reporter';
import { receiptOf, reportIdOf } from './receipt';
import { reportRowOf, type ReportRow } from './report-row';
import { JOINS, storyOf, type ReportStory } from './report-story';
import { keyOf, ReportsRepository, type FiledReport, type StoredReport } from './reports.repository';
import { Sealer } from './sealing.service';
import { statementText } from './statement';
import { SubmitReportDto } from './submit-report.dto';

/** What a reporter keeps. */
export interface Receipt {
  reportId: string;
  receipt: string;
  receivedAt: Date;
  /** Of the bytes as they came; where they hold contact details, of the RFC 8785 text without `contact`. */
  contentSha256: string;
  /** Signed with the log key: the report was accepted, and will be in the log. */
  statement: string;
}

export interface FiledReportStory extends ReportStory, Pick<Receipt, 'reportId' | 'receivedAt' | 'contentSha256'> {}

export interface Acceptance {
  /** False when an earlier send had already filed it: the answer is the same, the status is 200. */
  isNew: boolean;
  /** `statement` is a signed note that the report was accepted: a retry gets the same one. */
  answer: Receipt;
}

export type BatchLine = ({ line: number; status: 200 | 202 } & Acceptance['answer']) | { line: number; status: number; problem: Problem };

/** How far a reporter's clock may run ahead of ours before a report is refused as being from the future. */
const CLOCK_TOLERANCE_MS = 24 * 3_600_000;

/** One report, as sent. Media travel elsewhere: a report carries their hashes. */
const MAX_REPORT_BYTES = 64 * 1024;

/** Reports of one commit at most, whoever sent them. */
const COMMIT_LIMIT = 250;

/** Commits beside each other, and how many reports must wait before the second starts: large ones cost less each. */
const GROUP_LANES = 2;
const GROUP_ENOUGH = 24;

/** A report of every field that decides anything, read and thrown away at the start. */
const REHEARSAL = {
  clientReportId: 'rehearsal',
  kind: 'VIOLATION',
  messageStatus: 'TEST',
  language: 'en',
  narrative: 'A rehearsal.',
  occurred: { from: '2016-02-27T00:00:00+02:00', to: '2016-02-28T00:00:00+02:00', precision: 'WINDOW' },
  place: { lat: 0, lon: 0, radiusM: 1, name: 'nowhere' },
  act: 'ATTACK',
  weapon: 'MORTAR',
  casualties: { killed: 0, wounded: 0 },
  observation: 'SAW',
};
const REHEARSALS = 200;
const NOBODY = '00000000-0000-0000-0000-000000000000';

type Answers = ReadonlyMap<ReportRow, Acceptance | HotlineError>;

interface Sent {
  caller: Caller;
  bytes: Buffer;
  dto: SubmitReportDto;
}

@Injectable()
export class IntakeService implements OnApplicationBootstrap {
  private readonly filing = new Together<ReportRow, () => Promise<Answers>>((sent) => this.fileTogether(sent), COMMIT_LIMIT, GROUP_LANES, GROUP_ENOUGH);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly database: Database,
    private readonly reports: ReportsRepository,
    private readonly sealer: Sealer,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly logKey: LogKey,
  ) {}

  /**
   * Goes through the motions before the door opens, so that the first reporters after a restart do not wait for code to be
   * compiled, connections to be made and statements to be planned. Files nothing.
   */
  async onApplicationBootstrap(): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(REHEARSAL));
    const caller: Caller = { accountId: NOBODY, organisationId: NOBODY, role: 'monitor', side: null, partyCode: null, label: '' };
    for (let time = 0; time < REHEARSALS; time++) await this.prepare(this.read(caller, bytes));
    await Promise.all(Array.from({ length: GROUP_LANES + 1 }, () => this.reports.file([]))).catch(() => undefined);
  }

  /** Accepted means committed: it resolves after the commit that holds the exact bytes, and never waits for Redis. */
  async submit(caller: Caller, bytes: Buffer): Promise<Acceptance> {
    return this.fileOne(await this.prepare(this.read(caller, bytes)));
  }

  /** Of somebody without an account, for one piece of work done. */
  async submitOfPublic(work: string, bytes: Buffer): Promise<Acceptance> {
    return this.fileOne(await this.prepare(this.read(THE_PUBLIC, bytes), work));
  }

  /** Each line stands for itself: a bad one is answered with its problem and does not hold up the others. Of lines with one id the first counts. */
  async submitBatch(caller: Caller, lines: readonly Buffer[]): Promise<BatchLine[]> {
    const answers: BatchLine[] = [];
    let underWay: Commit = { prepared: [], filed: Promise.resolve(new Set()) };
    for (let from = 0; from < lines.length; from += COMMIT_LIMIT) {
      const prepared = await Promise.all(lines.slice(from, from + COMMIT_LIMIT).map((bytes) => this.preparedOrRefused(caller, bytes)));
      const before = { prepared: underWay.prepared, filed: await underWay.filed };
      underWay = { prepared, filed: this.file(reportsOf(prepared)) };
      underWay.filed.catch(() => undefined); // heard of above or below
      await endOfTurn(); // the commit is on its way before answers are worked out and the next lines are read, and other callers have their turn
      answers.push(...(await this.answersToLines(before.prepared, before.filed, answers.length)));
    }
    return [...answers, ...(await this.answersToLines(underWay.prepared, await underWay.filed, answers.length))];
  }

  private async preparedOrRefused(caller: Caller, bytes: Buffer): Promise<ReportRow | HotlineError> {
    try {
      return await this.prepare(this.read(caller, bytes));
    } catch (error) {
      if (error instanceof HotlineError) return error;
      throw error;
    }
  }

  private async answersToLines(prepared: readonly (ReportRow | HotlineError)[], filed: ReadonlySet<string>, from: number): Promise<BatchLine[]> {
    const answers = await this.answersTo(reportsOf(prepared), filed);
    return prepared.map((item, index) => {
      const [line, outcome] = [from + index + 1, item instanceof HotlineError ? item : answers.get(item)!];
      if (!(outcome instanceof HotlineError)) return { line, status: outcome.isNew ? 202 : 200, ...outcome.answer };
      const problem = problemOf(outcome);
      return { line, status: problem.status, problem };
    });
  }

  /** What became of a report, for whoever holds its receipt. */
  async story(receipt: string): Promise<FiledReportStory> {
    const reportId = reportIdOf(receipt, this.settings.secret);
    const report = reportId && (await this.reports.forReceipt(reportId));
    if (!reportId || !report) throw new HotlineError('not_found');
    const own = await this.ledger.ofReport(reportId);
    const incidentId = own.findLast((fact) => JOINS.has(fact.type))?.incidentId;
    const ofIncident = incidentId ? (await this.ledger.ofIncident(incidentId)).filter((fact) => fact.reportId === null) : [];
    return {
      reportId,
      receivedAt: report.receivedAt,
      contentSha256: report.contentSha256.toString('hex'),
      ...storyOf([...own, ...ofIncident], report.timeFlag),
    };
  }

  private read(caller: Caller, bytes: Buffer): Sent {
    if (bytes.length > MAX_REPORT_BYTES) throw new HotlineError('request.too_large', `A report holds at most ${MAX_REPORT_BYTES} bytes.`);
    const dto = validated(SubmitReportDto, parseStrictJson(bytes));
    return { caller, bytes, dto };
  }

  private async prepare({ caller, bytes, dto }: Sent, work?: string): Promise<ReportRow> {
    const receivedAt = this.clock.now();
    const isSealed = dto.contact !== undefined && dto.contact !== null;
    const body = dto.contact === undefined ? dto : { ...dto, contact: undefined };
    const { original, dataKey } = isSealed ? await this.sealer.seal(bytes) : { original: bytes, dataKey: undefined };
    const row = reportRowOf(body, {
      id: this.ids.uuid(),
      reporterId: caller.accountId,
      sourceId: caller.organisationId,
      sourceParty: caller.partyCode,
      receivedAt,
      bytes,
      original,
      isSealed,
      dataKey,
      clientReportId: work === undefined ? undefined : publicReportId(work),
      lane: work === undefined ? 0 : 1,
      canonicalBody: canonicalJson(body),
    });
    if ((row.occurred_from as Date).getTime() > receivedAt.getTime() + CLOCK_TOLERANCE_MS) {
      throw new HotlineError('request.invalid', undefined, [{ field: 'occurred', problem: 'lies in the future' }]);
    }
    return row;
  }

  private async fileOne(row: ReportRow): Promise<Acceptance> {
    const answers = await this.filing.submit(row);
    const outcome = (await answers()).get(row)!;
    if (outcome instanceof HotlineError) throw outcome;
    return outcome;
  }

  /** One commit. Its answers are worked out, once, when the first reporter asks for his: by then the next commit is on its way. */
  private async fileTogether(rows: readonly ReportRow[]): Promise<(() => Promise<Answers>)[]> {
    const filed = await this.file(rows);
    let answers: Promise<Answers> | undefined;
    const asked = () => (answers ??= this.answersTo(rows, filed));
    return rows.map(() => asked);
  }

  /** The ids of those that were not filed by an earlier send, once they are. */
  private async file(rows: readonly ReportRow[]): Promise<Set<string>> {
    if (rows.length === 0) return new Set();
    const filed = await this.reports.file(rows);
    this.outbox.poke();
    return filed;
  }

  private async answersTo(rows: readonly ReportRow[], filed: ReadonlySet<string>): Promise<Answers> {
    const statements = this.statementsOf(rows.filter((row) => filed.has(row.id)).map(filedOf));
    const repeats = rows.filter((row) => !filed.has(row.id));
    const answers = repeats.length === 0 ? null : await this.answersToRepeats(repeats);
    return new Map(rows.map((row) => [row, answers?.get(row) ?? this.accepted(true, filedOf(row), statements.get(row.id)!)]));
  }

  /** The same answer as the first time, or a refusal when something else was filed under this id. */
  private async answersToRepeats(repeats: readonly ReportRow[]): Promise<Answers> {
    const stored = await this.reports.earlier(repeats.map((row) => ({ reporterId: row.reporter_id, clientReportId: row.client_report_id })));
    const pairs = repeats.map((row) => ({ row, stored: stored.get(keyOf({ reporterId: row.reporter_id, clientReportId: row.client_report_id }))! }));
    const [same, others] = [pairs.filter(isSameReport), pairs.filter((pair) => !isSameReport(pair))];
    if (others.length > 0) await this.recordConflicts(others);
    const commits = same.length === 0 ? [] : await this.reports.filedWith(same.map((pair) => pair.stored.id), COMMIT_LIMIT);
    const statements = new Map(commits.flatMap((commit) => [...this.statementsOf(commit)]));
    return new Map<ReportRow, Acceptance | HotlineError>([
      ...others.map(({ row }) => [row, new HotlineError('report.conflict')] as const),
      ...same.map((pair) => [pair.row, this.accepted(false, pair.stored, statements.get(pair.stored.id) ?? [...this.statementsOf([pair.stored]).values()][0]!)] as const),
    ]);
  }

  /** What those are told whose reports one commit filed, by report: signed together, in the order of their ids, so that a retry finds the same. */
  private statementsOf(filed: readonly FiledReport[]): Map<string, string> {
    const inOrder = [...filed].sort((a, b) => (a.id < b.id ? -1 : 1));
    const notes = this.logKey.signTogether(inOrder.map((report) => statementText(this.logKey.origin, report)));
    return new Map(inOrder.map(({ id }, index) => [id, notes[index]!]));
  }

  private accepted(isNew: boolean, { id, receivedAt, contentSha256 }: FiledReport, statement: string): Acceptance {
    return { isNew, answer: { reportId: id, receivedAt, contentSha256, receipt: receiptOf(id, this.settings.secret), statement } };
  }

  /** A second, different report under a used id is refused, and that it was tried is kept: both hashes. */
  private recordConflicts(conflicts: readonly Repeat[]): Promise<void> {
    return this.database.transaction((tx) =>
      this.ledger.record(
        tx,
        conflicts.map(({ row, stored }) => ({
          type: 'report.conflicted',
          reportId: stored.id,
          actor: row.reporter_id,
          content: { filedSha256: stored.contentSha256, refusedSha256: row.content_sha256.toString('hex') },
        })),
      ),
    );
  }
}

/** Lines that are filed together, and the ids of those that were not filed before, once they are. */
interface Commit {
  prepared: readonly (ReportRow | HotlineError)[];
  filed: Promise<ReadonlySet<string>>;
}

interface Repeat {
  row: ReportRow;
  stored: StoredReport;
}

function reportsOf(prepared: readonly (ReportRow | HotlineError)[]): ReportRow[] {
  return prepared.filter((item): item is ReportRow => !(item instanceof HotlineError));
}

function isSameReport({ row, stored }: Repeat): boolean {
  return row.body_sha256.toString('hex') === stored.bodySha256;
}

function filedOf(row: ReportRow): FiledReport {
  return { id: row.id, receivedAt: row.received_at, contentSha256: row.content_sha256.toString('hex') };
}
