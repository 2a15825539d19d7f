import { Injectable } from '@nestjs/common';
import { Database } from '@hotline/platform';
import { binaryRowsOf, type Columns, type RowOf } from './binary-rows';
import type { ReportRow } from './report-row';

export interface FiledReport {
  id: string;
  receivedAt: Date;
  /** Hexadecimal. */
  contentSha256: string;
}

export interface StoredReport extends FiledReport {
  reporterId: string;
  clientReportId: string;
  /** Hexadecimal. */
  bodySha256: string;
}

@Injectable()
export class ReportsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Files reports with their exact bytes, the fact and the first piece of work, in one statement and so one commit.
   * Durable once it returns. The ids that are missing from the answer were already filed by an earlier send.
   */
  async file(sent: readonly ReportRow[]): Promise<Set<string>> {
    const filed = await this.database.prepared<{ id: string }>('intake.file', FILE, [asRows([...sent].sort(byKey) as RowOf<typeof SENT>[])]);
    return new Set(filed.map((row) => row.id));
  }

  /** What an earlier send under the same ids filed, keyed by `reporterId` and `clientReportId` as `keyOf` writes them. */
  async earlier(keys: readonly { reporterId: string; clientReportId: string }[]): Promise<Map<string, StoredReport>> {
    const rows = await this.database.query<StoredReport>(
      `SELECT r.id, r.reporter_id AS "reporterId", r.client_report_id AS "clientReportId", r.received_at AS "receivedAt",
              encode(r.content_sha256, 'hex') AS "contentSha256", encode(r.body_sha256, 'hex') AS "bodySha256"
         FROM report r JOIN jsonb_to_recordset($1::jsonb) AS k("reporterId" uuid, "clientReportId" text)
           ON r.reporter_id = k."reporterId" AND r.client_report_id = k."clientReportId"`,
      [JSON.stringify(keys)],
    );
    return new Map(rows.map((row) => [keyOf(row), row]));
  }

  /** All the reports of the commits that filed these, commit by commit. Without commits of more than `limit`: they were put together by something else. */
  async filedWith(reportIds: readonly string[], limit: number): Promise<FiledReport[][]> {
    const commits = await this.database.query<{ filed: { id: string; receivedAt: string; contentSha256: string }[] }>(
      `SELECT own.filed
         FROM (SELECT DISTINCT tx FROM fact WHERE report_id = ANY($1::uuid[]) AND type = 'report.received') AS wanted
        CROSS JOIN LATERAL (
          SELECT jsonb_agg(jsonb_build_object('id', r.id, 'receivedAt', r.received_at, 'contentSha256', encode(r.content_sha256, 'hex'))) AS filed
            FROM (SELECT report_id FROM fact WHERE tx = wanted.tx AND type = 'report.received' LIMIT $2 + 1) AS one JOIN report r ON r.id = one.report_id
          HAVING count(*) <= $2) AS own`,
      [reportIds, limit],
    );
    return commits.map(({ filed }) => filed.map((one) => ({ ...one, receivedAt: new Date(one.receivedAt) })));
  }

  /** What the receipt shows of the report itself. */
  async forReceipt(reportId: string): Promise<{ receivedAt: Date; contentSha256: Buffer; timeFlag: string | null } | null> {
    const [row] = await this.database.query<{ receivedAt: Date; contentSha256: Buffer; timeFlag: string | null }>(
      `SELECT received_at AS "receivedAt", content_sha256 AS "contentSha256", time_flag AS "timeFlag" FROM report WHERE id = $1`,
      [reportId],
    );
    return row ?? null;
  }
}

export function keyOf(report: { reporterId: string; clientReportId: string }): string {
  return `${report.reporterId} ${report.clientReportId}`;
}

/** Always in one order, so that two commits which both hold the same two reports wait for each other and never both at once. */
function byKey(a: ReportRow, b: ReportRow): number {
  return compare(a.client_report_id, b.client_report_id) || compare(a.reporter_id, b.reporter_id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

const COLUMNS = {
  id: 'uuid',
  reporter_id: 'uuid',
  source_id: 'uuid',
  source_party: 'text',
  client_report_id: 'text',
  received_at: 'timestamptz',
  content_sha256: 'bytea',
  body_sha256: 'bytea',
  kind: 'text',
  message_status: 'text',
  language: 'text',
  narrative: 'text',
  occurred_from: 'timestamptz',
  occurred_to: 'timestamptz',
  occurred_precision: 'text',
  occurred_stated: 'jsonb',
  time_flag: 'text',
  stated_lat: 'double precision',
  stated_lon: 'double precision',
  stated_radius_m: 'double precision',
  stated_pcode: 'text',
  stated_place: 'text',
  stated_origin: 'jsonb',
  act: 'text',
  subtype: 'text',
  weapon: 'text',
  target: 'text',
  alleged_perpetrator: 'text',
  alleged_victim: 'text',
  killed: 'int',
  wounded: 'int',
  observation: 'text',
  evidence: 'jsonb',
  convoy_reference: 'text',
} as const satisfies Columns;

const NAMES = Object.keys(COLUMNS).join(', ');
/** The type `sent_report`: of a report's bytes, of its work, of itself. Three inserts read the first few, and would have to walk over what stood before. */
export const SENT = { original: 'bytea', data_key: 'bytea', lane: 'smallint', ...COLUMNS } as const satisfies Columns;
const asRows = binaryRowsOf(SENT);

// One statement: the report, its bytes, its fact and its first work are there together or not at all.
const FILE = `
  WITH sent AS (
    SELECT * FROM unnest($1::sent_report[])
  ), filed AS (
    INSERT INTO report (${NAMES}) SELECT ${NAMES} FROM sent
    ON CONFLICT (reporter_id, client_report_id) DO NOTHING
    RETURNING id, seq, reporter_id, received_at, content_sha256, kind, message_status
  ), original AS (
    INSERT INTO report_original (report_id, bytes, is_sealed)
    SELECT id, sent.original, sent.data_key IS NOT NULL FROM sent JOIN filed USING (id)
  ), seal AS (
    INSERT INTO report_seal (report_id, key, sealed_at)
    SELECT id, sent.data_key, sent.received_at FROM sent JOIN filed USING (id) WHERE sent.data_key IS NOT NULL
  ), fact AS (
    INSERT INTO fact (type, report_id, actor, recorded_at, content)
    SELECT 'report.received', id, reporter_id, received_at,
           jsonb_build_object('contentSha256', encode(content_sha256, 'hex'), 'kind', kind, 'messageStatus', message_status)
      FROM filed
  ), work AS (
    INSERT INTO outbox (topic, subject_id, lane) SELECT 'report.received', id, sent.lane FROM sent JOIN filed USING (id) ORDER BY seq
  )
  SELECT id FROM filed`;
