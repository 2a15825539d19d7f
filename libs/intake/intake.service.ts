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
import { keyOf, ReportsRepository, type SentReport, type StoredReport } from './reports.repository';
import { Sealer } from './sealing.service';
import { statementText } from './statement';
import { SubmitReportDto } from './submit-report.dto';

export interface Acceptance {
  /** False when an earlier send had already filed it: the answer is the same, the status is 200. */
  isNew: boolean;
  /** `statement` is a signed note that the report was accepted: a retry gets the same one. */
  answer: { reportId: string; receipt: string; receivedAt: Date; contentSha256: string; statement: string };
}

export type BatchLine = ({ line: number; status: 200 | 202 } & Acceptance['answer']) | { line: number; status: number; problem: Problem };

/** How far a reporter's clock may run ahead of ours before a report is refused as being from the future. */
const CLOCK_TOLERANCE_MS = 24 * 3_600_000;

/** One report, as sent. Media travel elsewhere: a report carries their hashes. */
const MAX_REPORT_BYTES = 64 * 1024;

/** Reports of one commit at most; commits beside each other, and how many must wait before the second starts: large ones cost less each. */
const GROUP_LIMIT = 200;
const GROUP_LANES = 2;
const GROUP_ENOUGH = 32;

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

interface Sent {
  caller: Caller;
  bytes: Buffer;
  dto: SubmitReportDto;
}

@Injectable()
export class IntakeService implements OnApplicationBootstrap {
  private readonly filing = new Together<SentReport, Acceptance | HotlineError>((sent) => this.fileAll(sent), GROUP_LIMIT, GROUP_LANES, GROUP_ENOUGH);

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
    const sent = await this.prepare(this.read(caller, bytes));
    const outcome = await this.filing.submit(sent);
    if (outcome instanceof HotlineError) throw outcome;
    return outcome;
  }

  /** Of somebody without an account, for one piece of work done. */
  async submitOfPublic(work: string, bytes: Buffer): Promise<Acceptance> {
    const outcome = await this.filing.submit(await this.prepare(this.read(THE_PUBLIC, bytes), work));
    if (outcome instanceof HotlineError) throw outcome;
    return outcome;
  }

  /** Each line stands for itself: a bad one is answered with its problem and does not hold up the others. */
  async submitBatch(caller: Caller, lines: readonly Buffer[]): Promise<BatchLine[]> {
    const prepared = await Promise.all(
      lines.map(async (bytes) => {
        try {
          return await this.prepare(this.read(caller, bytes));
        } catch (error) {
          if (error instanceof HotlineError) return error;
          throw error;
        }
      }),
    );
    const rows = prepared.filter((item): item is SentReport => !(item instanceof HotlineError));
    const outcomes = rows.length > 0 ? await this.fileAll(rows) : [];
    let next = 0;
    return prepared.map((item, index) => {
      const outcome = item instanceof HotlineError ? item : outcomes[next++]!;
      if (outcome instanceof HotlineError) {
        const problem = problemOf(outcome);
        return { line: index + 1, status: problem.status, problem };
      }
      return { line: index + 1, status: outcome.isNew ? 202 : 200, ...outcome.answer };
    });
  }

  /** What became of a report, for whoever holds its receipt. */
  async story(receipt: string): Promise<{ reportId: string; receivedAt: Date; contentSha256: string } & ReportStory> {
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

  private async prepare({ caller, bytes, dto }: Sent, work?: string): Promise<SentReport> {
    const { contact, ...body } = dto;
    const receivedAt = this.clock.now();
    const isSealed = contact !== undefined && contact !== null;
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
      canonicalBody: canonicalJson(dto),
    });
    if ((row.occurred_from as Date).getTime() > receivedAt.getTime() + CLOCK_TOLERANCE_MS) {
      throw new HotlineError('request.invalid', undefined, [{ field: 'occurred', problem: 'lies in the future' }]);
    }
    return { row, original };
  }

  private async fileAll(sent: readonly SentReport[]): Promise<(Acceptance | HotlineError)[]> {
    const filed = await this.reports.file(sent);
    const rows = sent.map(({ row }) => row);
    this.outbox.poke();
    const repeats = rows.filter((row) => !filed.has(row.id));
    const earlier =
      repeats.length === 0
        ? new Map<string, StoredReport>()
        : await this.reports.earlier(repeats.map((row) => ({ reporterId: row.reporter_id, clientReportId: row.client_report_id })));
    const outcomes = rows.map((row) => {
      if (filed.has(row.id)) return this.accepted(true, { id: row.id, receivedAt: row.received_at as Date, contentSha256: row.content_sha256.slice(2) });
      const stored = earlier.get(keyOf({ reporterId: row.reporter_id, clientReportId: row.client_report_id }))!;
      if (`\\x${stored.bodySha256.toString('hex')}` !== row.body_sha256) return { row, stored };
      return this.accepted(false, { ...stored, contentSha256: stored.contentSha256.toString('hex') });
    });
    const conflicts = outcomes.filter((outcome) => 'row' in outcome);
    if (conflicts.length > 0) await this.recordConflicts(conflicts);
    return outcomes.map((outcome) => ('row' in outcome ? new HotlineError('report.conflict') : outcome));
  }

  private accepted(isNew: boolean, report: { id: string; receivedAt: Date; contentSha256: string }): Acceptance {
    const receipt = receiptOf(report.id, this.settings.secret);
    const filed = { reportId: report.id, receivedAt: report.receivedAt, contentSha256: report.contentSha256 };
    const statement = this.logKey.sign(statementText(this.logKey.origin, filed));
    return { isNew, answer: { ...filed, receipt, statement } };
  }

  /** A second, different report under a used id is refused, and that it was tried is kept: both hashes. */
  private recordConflicts(conflicts: readonly { row: ReportRow; stored: StoredReport }[]): Promise<void> {
    return this.database.transaction((tx) =>
      this.ledger.record(
        tx,
        conflicts.map(({ row, stored }) => ({
          type: 'report.conflicted',
          reportId: stored.id,
          actor: row.reporter_id,
          content: { filedSha256: stored.contentSha256.toString('hex'), refusedSha256: row.content_sha256.slice(2) },
        })),
      ),
    );
  }
}
