import { Injectable } from '@nestjs/common';
import { Database } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { Plan, RestructureKind, Standing } from './restructure';

/** Something people changed, as it is shown. */
export interface Restructuring {
  id: string;
  kind: RestructureKind;
  from: string;
  to: string;
  reports: string[];
  kept: string[];
  reason: string;
  madeBy: string;
  coChair: string;
  madeAt: Date;
  undoneAt: Date | null;
  undoneReason: string | null;
}

export interface Author {
  accountId: string;
  coChair: string;
}

@Injectable()
export class RestructureRepository {
  constructor(private readonly database: Database) {}

  async exist(tx: EntityManager, incidentIds: readonly string[]): Promise<boolean> {
    const [row]: { count: number }[] = await tx.query(`SELECT count(*)::int AS count FROM incident WHERE id = ANY($1::uuid[])`, [incidentIds]);
    return row!.count === new Set(incidentIds).size;
  }

  /** Locks the incidents until the transaction ends, in the order of their ids, and says what they consist of. */
  async lock(tx: EntityManager, incidentIds: readonly string[]): Promise<Map<string, Standing>> {
    await tx.query(`SELECT id FROM incident WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`, [incidentIds]);
    const rows: Standing[] = await tx.query(
      `SELECT i.id AS "incidentId", i.message_status AS "messageStatus", i.absorbed_into AS "absorbedInto",
              ARRAY(SELECT link.report_id FROM incident_report link WHERE link.incident_id = i.id ORDER BY link.report_id) AS reports
         FROM incident i WHERE i.id = ANY($1::uuid[])`,
      [incidentIds],
    );
    return new Map(rows.map((row) => [row.incidentId, row]));
  }

  async reportsOf(tx: EntityManager, incidentIds: readonly string[]): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(`SELECT report_id AS id FROM incident_report WHERE incident_id = ANY($1::uuid[]) ORDER BY 1`, [
      incidentIds,
    ]);
    return rows.map(({ id }) => id);
  }

  /** Did people keep any of these reports apart from any of those, and nobody took it back? */
  async keptApart(tx: EntityManager, some: readonly string[], others: readonly string[]): Promise<boolean> {
    const [row]: { apart: boolean }[] = await tx.query(
      `SELECT EXISTS (SELECT FROM restructuring WHERE kind IN ('split', 'not-same') AND undone_at IS NULL
          AND (reports && $1::uuid[] AND kept_reports && $2::uuid[] OR reports && $2::uuid[] AND kept_reports && $1::uuid[])) AS apart`,
      [some, others],
    );
    return row!.apart;
  }

  /** The absorbed incident that consisted of exactly these reports: splitting them off again gives it back its own id. */
  async absorbedTwin(tx: EntityManager, into: string, reports: readonly string[]): Promise<string | null> {
    const [row]: { id: string }[] = await tx.query(
      `SELECT i.id FROM restructuring r JOIN incident i ON i.id = r.from_incident AND i.absorbed_into = $1
        WHERE r.to_incident = $1 AND r.undone_at IS NULL AND r.reports @> $2::uuid[] AND r.reports <@ $2::uuid[]
        ORDER BY r.seq DESC LIMIT 1`,
      [into, reports],
    );
    return row?.id ?? null;
  }

  /** Files what was done and moves the reports. The incident moved to must be there. */
  async apply(tx: EntityManager, id: string, plan: Plan, reason: string, author: Author, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO restructuring (id, kind, from_incident, to_incident, reports, kept_reports, links_before, reason, made_by, co_chair, made_at)
       SELECT $1, $2, $3, $4, $5, $6, coalesce((SELECT jsonb_agg(to_jsonb(link)) FROM incident_report link WHERE $7 AND report_id = ANY($5::uuid[])), '[]'), $8, $9, $10, $11`,
      [id, plan.kind, plan.from, plan.to, plan.reports, plan.kept, plan.moves || plan.kind === 'confirm', reason, author.accountId, author.coChair, now],
    );
    if (plan.moves) await this.move(tx, plan.reports, plan.to, `${SAID[plan.kind]} by a reviewer`, now);
    if (plan.kind === 'confirm') await tx.query(`UPDATE incident_report SET decided_by = 'REVIEWER' WHERE report_id = ANY($1::uuid[])`, [plan.reports]);
    if (plan.absorbs) await this.absorb(tx, plan.from, plan.to, now);
    if (plan.keepsApart) await this.forgetSuggestions(tx, plan.reports, plan.kept);
  }

  async find(tx: EntityManager, id: string): Promise<Restructuring | null> {
    const [row]: Restructuring[] = await tx.query(`${SELECT} WHERE id = $1 FOR UPDATE`, [id]);
    return row ?? null;
  }

  /** Puts the moved or confirmed reports back with their links as they were. */
  async undo(tx: EntityManager, { id, from }: Restructuring, reason: string, author: Author, now: Date): Promise<void> {
    await tx.query(
      `UPDATE incident_report link SET (incident_id, bits, why, evidence, runners_up, model_version, decided_by, linked_at)
          = ($2, was.bits, was.why, was.evidence, was.runners_up, was.model_version, was.decided_by, was.linked_at)
         FROM restructuring r, jsonb_populate_recordset(NULL::incident_report, r.links_before) AS was
        WHERE r.id = $1 AND link.report_id = was.report_id`,
      [id, from],
    );
    await tx.query(`UPDATE restructuring SET undone_by = $2, undone_at = $3, undone_reason = $4 WHERE id = $1`, [id, author.accountId, now, reason]);
  }

  async absorb(tx: EntityManager, incidentId: string, into: string, now: Date): Promise<void> {
    await tx.query(`UPDATE incident SET absorbed_into = $2, revision = revision + 1, changed_at = $3 WHERE id = $1`, [incidentId, into, now]);
  }

  async revive(tx: EntityManager, incidentId: string): Promise<void> {
    await tx.query(`UPDATE incident SET absorbed_into = NULL WHERE id = $1`, [incidentId]);
  }

  /** Files the incidents under the keys of the reports they now have. */
  async refile(tx: EntityManager, keys: ReadonlyMap<string, readonly string[]>): Promise<void> {
    await tx.query(`DELETE FROM incident_block WHERE incident_id = ANY($1::uuid[])`, [[...keys.keys()]]);
    await tx.query(
      `INSERT INTO incident_block (block_key, incident_id)
       SELECT DISTINCT key, incident_id FROM jsonb_to_recordset($1::jsonb) AS b(incident_id uuid, keys jsonb), jsonb_array_elements_text(keys) AS key
       ON CONFLICT DO NOTHING`,
      [JSON.stringify([...keys].map(([incident_id, of]) => ({ incident_id, keys: of })))],
    );
  }

  /** Everything people did to an incident, newest first. */
  ofIncident(incidentId: string): Promise<Restructuring[]> {
    return this.database.query(`${SELECT} WHERE from_incident = $1 OR to_incident = $1 ORDER BY seq DESC`, [incidentId]);
  }

  private async move(tx: EntityManager, reports: readonly string[], to: string, why: string, now: Date): Promise<void> {
    await tx.query(`UPDATE incident_report SET incident_id = $2, decided_by = 'REVIEWER', why = $3, linked_at = $4 WHERE report_id = ANY($1::uuid[])`, [
      reports,
      to,
      why,
      now,
    ]);
  }

  /** What people have answered is not asked again. */
  private async forgetSuggestions(tx: EntityManager, some: readonly string[], others: readonly string[]): Promise<void> {
    await tx.query(
      `DELETE FROM link_suggestion s USING incident_report link
        WHERE link.incident_id = s.incident_id
          AND (s.report_id = ANY($1::uuid[]) AND link.report_id = ANY($2::uuid[]) OR s.report_id = ANY($2::uuid[]) AND link.report_id = ANY($1::uuid[]))`,
      [some, others],
    );
  }
}

const SAID: Readonly<Record<RestructureKind, string>> = {
  merge: 'merged',
  split: 'split off',
  move: 'moved here',
  'not-same': 'kept apart',
  confirm: 'confirmed',
};

const SELECT = `SELECT id, kind, from_incident AS "from", to_incident AS "to", reports, kept_reports AS kept, reason, made_by AS "madeBy",
  co_chair AS "coChair", made_at AS "madeAt", undone_at AS "undoneAt", undone_reason AS "undoneReason" FROM restructuring`;
