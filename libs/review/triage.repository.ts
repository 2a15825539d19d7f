import { Injectable } from '@nestjs/common';
import { GRAVITIES, type CoChair, type Gravity, type Threat } from '@hotline/agreement';
import { Database, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { DOCKET_COLUMNS, type StoredLine } from './docket.repository';
import { conditionOf, type IncidentFilter } from './incident-filter';
import type { Viewer } from './reveal';
import type { TriageCursor } from './triage-cursor';
import { TRIAGE_STATUSES, urgenciesOf, type TriageStatus } from './triage-order';

export interface TriageRow {
  incidentId: string;
  side: CoChair;
  status: TriageStatus;
  urgency: number;
  why: string;
  waitingSince: Date;
  isShown: boolean;
}

export interface Lease {
  by: string;
  label: string;
  until: Date;
}

export type TriageLine = StoredLine & {
  status: TriageStatus;
  urgency: number;
  why: string;
  waitingSince: Date;
  threat: Threat | null;
  assignee: string | null;
  assigneeLabel: string | null;
  lease: Lease | null;
  isOtherSideAtWork: boolean;
  /** When this round's opinions are due. */
  dueAt: Date | null;
};

/** How a side sees an incident in its own queue. */
export interface TriageStanding {
  threat: Threat | null;
  assignee: { id: string; label: string } | null;
}

export interface TriagePage {
  /** Who looks, by what his account says; what he asked for is `side`. */
  viewer: Viewer;
  side: CoChair;
  status: TriageStatus;
  /** An account, or null for nobody; undefined for anybody. */
  assignee: string | null | undefined;
  filter: IncidentFilter;
  after: TriageCursor | null;
  limit: number;
  now: Date;
}

export interface TriageCount {
  status: TriageStatus;
  gravity: Gravity;
  assigned: boolean;
  /** Counted up to ten thousand ... */
  count: number;
  /** ... and whether there are more. */
  andMore: boolean;
}

export interface SavedFilter {
  id: string;
  name: string;
  query: string;
}

/** Rows of one side. PostgreSQL shows them to that side, to OSE and to the pipeline, whatever is asked here (decision 0088). */
@Injectable()
export class TriageRepository {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  /** What each side has said of the threat so far. */
  async threats(tx: EntityManager, incidentIds: readonly string[]): Promise<Map<string, Threat | null>> {
    const rows: { key: string; threat: Threat | null }[] = await this.database.seenBy(
      'SERVICE',
      () => tx.query(`SELECT incident_id || side AS key, threat FROM triage WHERE incident_id = ANY($1::uuid[])`, [incidentIds]),
      tx,
    );
    return new Map(rows.map(({ key, threat }) => [key, threat]));
  }

  async save(tx: EntityManager, rows: readonly TriageRow[]): Promise<void> {
    const save = () => tx.query(
      `INSERT INTO triage (incident_id, side, docket_seq, status, urgency, why, waiting_since, is_shown)
       SELECT "incidentId", side, docket.seq, status, urgency, why, "waitingSince", "isShown"
         FROM jsonb_to_recordset($1::jsonb) AS t("incidentId" uuid, side text, status text, urgency int, why text, "waitingSince" timestamptz, "isShown" boolean)
         JOIN docket ON docket.incident_id = t."incidentId" ORDER BY "incidentId", side
       ON CONFLICT (incident_id, side) DO UPDATE SET status = excluded.status, urgency = excluded.urgency, why = excluded.why,
              waiting_since = excluded.waiting_since, is_shown = excluded.is_shown
        WHERE (triage.status, triage.urgency, triage.why, triage.waiting_since, triage.is_shown)
           IS DISTINCT FROM (excluded.status, excluded.urgency, excluded.why, excluded.waiting_since, excluded.is_shown)`,
      [JSON.stringify(rows)],
    );
    await this.database.seenBy('SERVICE', save, tx);
  }

  /** Touches this side's row only: nothing that the other side reads changes with it. */
  async filed(tx: EntityManager, incidentId: string, side: CoChair): Promise<void> {
    await this.database.seenBy(side, () => tx.query(`UPDATE triage SET status = 'FILED' WHERE incident_id = $1 AND side = $2`, [incidentId, side]), tx);
  }

  async set(tx: EntityManager, incidentId: string, side: CoChair, change: { threat?: Threat | null; urgency?: number; why?: string; assignee?: string | null }): Promise<void> {
    const set = () => tx.query(
      `UPDATE triage SET threat = CASE WHEN $3 THEN $4 ELSE threat END, urgency = coalesce($5, urgency), why = coalesce($6, why),
              assignee = CASE WHEN $7 THEN $8::uuid ELSE assignee END WHERE incident_id = $1 AND side = $2`,
      [incidentId, side, change.threat !== undefined, change.threat ?? null, change.urgency ?? null, change.why ?? null, change.assignee !== undefined, change.assignee ?? null],
    );
    await this.database.seenBy(side, set, tx);
  }

  async gravityOf(incidentId: string, side: CoChair, tx?: EntityManager): Promise<Gravity | null> {
    const sql = `SELECT d.gravity FROM triage t JOIN docket d USING (incident_id) WHERE t.incident_id = $1 AND t.side = $2`;
    const [row]: { gravity: Gravity }[] = await this.database.seenBy(side, (on) => on.query(sql, [incidentId, side]), tx);
    return row?.gravity ?? null;
  }

  async isReviewerOf(tx: EntityManager, accountId: string, side: CoChair): Promise<boolean> {
    const rows: unknown[] = await tx.query(`SELECT FROM account WHERE id = $1 AND side = $2 AND revoked_at IS NULL`, [accountId, side]);
    return rows.length > 0;
  }

  /** The index (side, status, urgency, waiting_since, docket_seq) is the order: a page costs what it shows. */
  page({ viewer, side, status, assignee, filter, after, limit, now }: TriagePage): Promise<TriageLine[]> {
    const { sql, parameters } = conditionOf(filter);
    const bind = (value: unknown) => `$${parameters.push(value)}`;
    const parts = ['t.is_shown', `t.side = ${bind(side)}`, `t.status = ${bind(status)}`];
    if (assignee !== undefined) parts.push(assignee === null ? 't.assignee IS NULL' : `t.assignee = ${bind(assignee)}`);
    if (after) parts.push(`(t.urgency, t.waiting_since, t.docket_seq) > (${bind(after.urgency)}::int, ${bind(after.waitingSince)}::timestamptz, ${bind(after.seq)}::bigint)`);
    const at = bind(now);
    const sqlOfPage =
      `SELECT d.*, t.status, t.urgency, t.why, t.waiting_since AS "waitingSince", t.threat, t.assignee, a.label AS "assigneeLabel",
              (SELECT r.due_at FROM opinion_round r WHERE r.incident_id = t.incident_id ORDER BY r.number DESC LIMIT 1) AS "dueAt",
              (SELECT jsonb_build_object('by', l.account_id, 'label', holder.label, 'until', l.expires_at) FROM review_lease l JOIN account holder ON holder.id = l.account_id
                WHERE l.incident_id = t.incident_id AND l.side = t.side AND l.expires_at > ${at}) AS lease,
              side_is_at_work(t.incident_id, CASE t.side WHEN 'US' THEN 'RU' ELSE 'US' END, ${at}) AS "isOtherSideAtWork"
         FROM triage t
         JOIN LATERAL (SELECT ${DOCKET_COLUMNS} FROM docket WHERE docket.incident_id = t.incident_id AND ${sql}) AS d ON true
         LEFT JOIN account a ON a.id = t.assignee
        WHERE ${parts.join(' AND ')} ORDER BY t.urgency, t.waiting_since, t.docket_seq LIMIT ${bind(limit)}`;
    return this.database.seenBy(viewer, (tx) => tx.query(sqlOfPage, parameters));
  }

  /** How many of a side's queue stand where, each kind counted up to `most`: what it costs does not grow with the queue (decision 0094). */
  counts(viewer: Viewer, side: CoChair, most: number): Promise<TriageCount[]> {
    const kinds = TRIAGE_STATUSES.flatMap((status) => GRAVITIES.map((gravity) => ({ status, gravity, urgencies: urgenciesOf(gravity) })));
    return this.database.seenBy(viewer, (tx) => tx.query(COUNTS, [side, most, JSON.stringify(kinds)]));
  }

  /** Takes or prolongs. Null when another reviewer of the side holds it: the row decides, whoever races. */
  async take(incidentId: string, side: CoChair, accountId: string, now: Date, until: Date): Promise<Date | null> {
    const sql = `
       INSERT INTO review_lease (incident_id, side, account_id, taken_at, expires_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (incident_id, side) DO UPDATE SET account_id = excluded.account_id, taken_at = excluded.taken_at, expires_at = excluded.expires_at
        WHERE review_lease.account_id = excluded.account_id OR review_lease.expires_at <= excluded.taken_at
       RETURNING expires_at`;
    const rows: { expires_at: Date }[] = await this.database.seenBy(side, (tx) => tx.query(sql, [incidentId, side, accountId, now, until]));
    return rows[0]?.expires_at ?? null;
  }

  async release(incidentId: string, side: CoChair, accountId: string): Promise<void> {
    const sql = `DELETE FROM review_lease WHERE incident_id = $1 AND side = $2 AND account_id = $3`;
    await this.database.seenBy(side, (tx) => tx.query(sql, [incidentId, side, accountId]));
  }

  /** Who of a side works on it now: nobody when the viewer may not know. */
  async leaseOf(viewer: Viewer, incidentId: string, side: CoChair, now: Date, tx?: EntityManager): Promise<Lease | null> {
    const sql = `SELECT l.account_id AS by, a.label, l.expires_at AS until FROM review_lease l JOIN account a ON a.id = l.account_id
                  WHERE l.incident_id = $1 AND l.side = $2 AND l.expires_at > $3`;
    const [lease]: Lease[] = await this.database.seenBy(viewer, (on) => on.query(sql, [incidentId, side, now]), tx);
    return lease ?? null;
  }

  /** How a side sees it, and who of it is to read it: nothing when the viewer may not know. */
  async standingOf(viewer: Viewer, incidentId: string, side: CoChair): Promise<TriageStanding | null> {
    const sql = `SELECT t.threat, CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'label', a.label) END AS assignee
                   FROM triage t LEFT JOIN account a ON a.id = t.assignee WHERE t.incident_id = $1 AND t.side = $2`;
    const [standing]: TriageStanding[] = await this.database.seenBy(viewer, (tx) => tx.query(sql, [incidentId, side]));
    return standing ?? null;
  }

  /** That somebody of a side works on it, and no more: what everybody may know. */
  async isAtWork(incidentId: string, now: Date): Promise<Record<CoChair, boolean>> {
    const [row] = await this.database.query<Record<CoChair, boolean>>(
      `SELECT side_is_at_work($1, 'US', $2) AS "US", side_is_at_work($1, 'RU', $2) AS "RU"`,
      [incidentId, now],
    );
    return row!;
  }

  async saveFilter(accountId: string, name: string, query: string, now: Date): Promise<Pick<SavedFilter, 'id'>> {
    const sql = `
      INSERT INTO saved_filter (id, account_id, name, query, saved_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (account_id, name) DO UPDATE SET query = excluded.query, saved_at = excluded.saved_at RETURNING id`;
    const [row]: { id: string }[] = await this.database.seenBy(accountId, (tx) => tx.query(sql, [this.ids.uuid(), accountId, name, query, now]));
    return row!;
  }

  filters(accountId: string): Promise<SavedFilter[]> {
    return this.database.seenBy(accountId, (tx) => tx.query(`SELECT id, name, query FROM saved_filter WHERE account_id = $1 ORDER BY name`, [accountId]));
  }

  async removeFilter(accountId: string, id: string): Promise<boolean> {
    const sql = `DELETE FROM saved_filter WHERE account_id = $1 AND id = $2`;
    const [, count]: [unknown, number] = await this.database.seenBy(accountId, (tx) => tx.query(sql, [accountId, id]));
    return count > 0;
  }
}

/** One more than is told, to know whether there are more. Which index serves depends on whether somebody has it: each is a range of its own. */
const upToMost = (assigned: boolean) => `
  SELECT ${assigned} AS assigned, count(*) AS n FROM (
    SELECT FROM triage t WHERE t.side = $1 AND t.is_shown AND t.status = kind.status AND t.urgency BETWEEN (kind.urgencies->>0)::int AND (kind.urgencies->>1)::int
       AND t.assignee IS ${assigned ? 'NOT ' : ''}NULL LIMIT $2 + 1) AS counted`;

const COUNTS = `
  SELECT kind.status, kind.gravity, assigned, least(n, $2)::int AS count, n > $2 AS "andMore"
    FROM jsonb_to_recordset($3::jsonb) AS kind(status text, gravity text, urgencies jsonb)
   CROSS JOIN LATERAL (${upToMost(false)} UNION ALL ${upToMost(true)}) AS found
   WHERE n > 0 ORDER BY 1, 2, 3`;
