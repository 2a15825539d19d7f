import { Injectable } from '@nestjs/common';
import type { CoChair, Gravity, Threat } from '@hotline/agreement';
import { Database, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { DOCKET_COLUMNS, type StoredLine } from './docket.repository';
import { conditionOf, type IncidentFilter } from './incident-filter';
import type { TriageCursor } from './triage-cursor';
import type { TriageStatus } from './triage-order';

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

export interface TriagePage {
  side: CoChair;
  status: TriageStatus;
  /** An account, or null for nobody; undefined for anybody. */
  assignee: string | null | undefined;
  filter: IncidentFilter;
  after: TriageCursor | null;
  limit: number;
  now: Date;
}

@Injectable()
export class TriageRepository {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  /** What each side has said of the threat so far. */
  async threats(tx: EntityManager, incidentIds: readonly string[]): Promise<Map<string, Threat | null>> {
    const rows: { key: string; threat: Threat | null }[] = await tx.query(`SELECT incident_id || side AS key, threat FROM triage WHERE incident_id = ANY($1::uuid[])`, [incidentIds]);
    return new Map(rows.map(({ key, threat }) => [key, threat]));
  }

  async save(tx: EntityManager, rows: readonly TriageRow[]): Promise<void> {
    await tx.query(
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
  }

  /** Touches this side's row only: nothing that the other side reads changes with it. */
  async filed(tx: EntityManager, incidentId: string, side: CoChair): Promise<void> {
    await tx.query(`UPDATE triage SET status = 'FILED' WHERE incident_id = $1 AND side = $2`, [incidentId, side]);
  }

  async set(tx: EntityManager, incidentId: string, side: CoChair, change: { threat?: Threat | null; urgency?: number; why?: string; assignee?: string | null }): Promise<void> {
    await tx.query(
      `UPDATE triage SET threat = CASE WHEN $3 THEN $4 ELSE threat END, urgency = coalesce($5, urgency), why = coalesce($6, why),
              assignee = CASE WHEN $7 THEN $8::uuid ELSE assignee END WHERE incident_id = $1 AND side = $2`,
      [incidentId, side, change.threat !== undefined, change.threat ?? null, change.urgency ?? null, change.why ?? null, change.assignee !== undefined, change.assignee ?? null],
    );
  }

  async gravityOf(tx: EntityManager, incidentId: string, side: CoChair): Promise<Gravity | null> {
    const [row]: { gravity: Gravity }[] = await tx.query(
      `SELECT d.gravity FROM triage t JOIN docket d USING (incident_id) WHERE t.incident_id = $1 AND t.side = $2`,
      [incidentId, side],
    );
    return row?.gravity ?? null;
  }

  async isReviewerOf(tx: EntityManager, accountId: string, side: CoChair): Promise<boolean> {
    const rows: unknown[] = await tx.query(`SELECT FROM account WHERE id = $1 AND side = $2 AND revoked_at IS NULL`, [accountId, side]);
    return rows.length > 0;
  }

  /** The index (side, status, urgency, waiting_since, docket_seq) is the order: a page costs what it shows. */
  page({ side, status, assignee, filter, after, limit, now }: TriagePage): Promise<TriageLine[]> {
    const { sql, parameters } = conditionOf(filter);
    const bind = (value: unknown) => `$${parameters.push(value)}`;
    const parts = ['t.is_shown', `t.side = ${bind(side)}`, `t.status = ${bind(status)}`];
    if (assignee !== undefined) parts.push(assignee === null ? 't.assignee IS NULL' : `t.assignee = ${bind(assignee)}`);
    if (after) parts.push(`(t.urgency, t.waiting_since, t.docket_seq) > (${bind(after.urgency)}::int, ${bind(after.waitingSince)}::timestamptz, ${bind(after.seq)}::bigint)`);
    const at = bind(now);
    return this.database.query(
      `SELECT d.*, t.status, t.urgency, t.why, t.waiting_since AS "waitingSince", t.threat, t.assignee, a.label AS "assigneeLabel",
              (SELECT r.due_at FROM opinion_round r WHERE r.incident_id = t.incident_id ORDER BY r.number DESC LIMIT 1) AS "dueAt",
              (SELECT jsonb_build_object('by', l.account_id, 'label', holder.label, 'until', l.expires_at) FROM review_lease l JOIN account holder ON holder.id = l.account_id
                WHERE l.incident_id = t.incident_id AND l.side = t.side AND l.expires_at > ${at}) AS lease,
              EXISTS (SELECT FROM review_lease l WHERE l.incident_id = t.incident_id AND l.side <> t.side AND l.expires_at > ${at}) AS "isOtherSideAtWork"
         FROM triage t
         JOIN LATERAL (SELECT ${DOCKET_COLUMNS} FROM docket WHERE docket.incident_id = t.incident_id AND ${sql}) AS d ON true
         LEFT JOIN account a ON a.id = t.assignee
        WHERE ${parts.join(' AND ')} ORDER BY t.urgency, t.waiting_since, t.docket_seq LIMIT ${bind(limit)}`,
      parameters,
    );
  }

  /** How many of this side's queue stand where. */
  counts(side: CoChair): Promise<{ status: TriageStatus; gravity: Gravity; assigned: boolean; count: number }[]> {
    return this.database.query(
      `SELECT t.status, d.gravity, t.assignee IS NOT NULL AS assigned, count(*)::int AS count
         FROM triage t JOIN docket d USING (incident_id) WHERE t.side = $1 AND t.is_shown GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      [side],
    );
  }

  /** Takes or prolongs. Null when another reviewer of the side holds it: the row decides, whoever races. */
  async take(incidentId: string, side: CoChair, accountId: string, now: Date, until: Date): Promise<Date | null> {
    const rows = await this.database.query<{ expires_at: Date }>(
      `INSERT INTO review_lease (incident_id, side, account_id, taken_at, expires_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (incident_id, side) DO UPDATE SET account_id = excluded.account_id, taken_at = excluded.taken_at, expires_at = excluded.expires_at
        WHERE review_lease.account_id = excluded.account_id OR review_lease.expires_at <= excluded.taken_at
       RETURNING expires_at`,
      [incidentId, side, accountId, now, until],
    );
    return rows[0]?.expires_at ?? null;
  }

  async release(incidentId: string, side: CoChair, accountId: string): Promise<void> {
    await this.database.query(`DELETE FROM review_lease WHERE incident_id = $1 AND side = $2 AND account_id = $3`, [incidentId, side, accountId]);
  }

  /** Who of each side works on it now. */
  async leases(incidentId: string, now: Date, tx?: EntityManager): Promise<(Lease & { side: CoChair })[]> {
    const sql = `SELECT l.side, l.account_id AS by, a.label, l.expires_at AS until FROM review_lease l JOIN account a ON a.id = l.account_id WHERE l.incident_id = $1 AND l.expires_at > $2`;
    return tx ? tx.query(sql, [incidentId, now]) : this.database.query(sql, [incidentId, now]);
  }

  async saveFilter(accountId: string, name: string, query: string, now: Date): Promise<{ id: string }> {
    const [row] = await this.database.query<{ id: string }>(
      `INSERT INTO saved_filter (id, account_id, name, query, saved_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (account_id, name) DO UPDATE SET query = excluded.query, saved_at = excluded.saved_at RETURNING id`,
      [this.ids.uuid(), accountId, name, query, now],
    );
    return row!;
  }

  filters(accountId: string): Promise<{ id: string; name: string; query: string }[]> {
    return this.database.query(`SELECT id, name, query FROM saved_filter WHERE account_id = $1 ORDER BY name`, [accountId]);
  }

  async removeFilter(accountId: string, id: string): Promise<boolean> {
    const [, count] = (await this.database.query(`DELETE FROM saved_filter WHERE account_id = $1 AND id = $2`, [accountId, id])) as unknown as [unknown, number];
    return count > 0;
  }
}
