import { Injectable } from '@nestjs/common';
import { Clock, Database, prepared } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { Fact } from './fact';

export interface StoredFact {
  id: string;
  type: string;
  reportId: string | null;
  incidentId: string | null;
  actor: string | null;
  recordedAt: Date;
  content: Record<string, unknown>;
}

@Injectable()
export class Ledger {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Durable when `tx` commits. Facts are never updated: the table refuses it. */
  async record(tx: EntityManager, facts: readonly Fact[]): Promise<void> {
    if (facts.length === 0) return;
    const now = this.clock.now();
    const rows = facts.map((fact) => ({
      type: fact.type,
      report_id: fact.reportId ?? null,
      incident_id: fact.incidentId ?? null,
      actor: fact.actor ?? null,
      recorded_at: fact.recordedAt ?? now,
      content: fact.content,
    }));
    await prepared(tx, RECORD, [JSON.stringify(rows)]);
  }

  /** Everything recorded of one report, oldest first. */
  ofReport(reportId: string): Promise<StoredFact[]> {
    return this.database.query(`${SELECT} WHERE report_id = $1 ORDER BY id`, [reportId]);
  }

  /** Everything recorded of one incident, oldest first, each with its place in the log; null for what has none yet. */
  ofIncident(incidentId: string): Promise<(StoredFact & { logIndex: number | null })[]> {
    return this.database.query(`SELECT own.*, entry.index::int AS "logIndex" FROM (${SELECT} WHERE incident_id = $1) AS own LEFT JOIN log_entry entry ON entry.fact_id = own.id ORDER BY own.id`, [incidentId]);
  }
}

const RECORD = `
  INSERT INTO fact (type, report_id, incident_id, actor, recorded_at, content)
  SELECT type, report_id, incident_id, actor, recorded_at, content
    FROM jsonb_to_recordset($1::jsonb)
      AS f(type text, report_id uuid, incident_id uuid, actor uuid, recorded_at timestamptz, content jsonb)`;

const SELECT = `SELECT id, type, report_id AS "reportId", incident_id AS "incidentId", actor, recorded_at AS "recordedAt", content FROM fact`;
