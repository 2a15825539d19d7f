import { Injectable } from '@nestjs/common';
import { Clock, Database, type ListedKey } from '@hotline/platform';
import type { EntityManager } from 'typeorm';

export interface QuarantinedReport {
  reportId: string;
  kid: string;
  quarantinedAt: Date;
}

/** Reports of keys that may have been in other hands: kept and linked like any report, heard as a source only when people have let them go. */
@Injectable()
export class QuarantineRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Puts the account's reports since an instant before people; returns those that were not there yet. */
  async addSince(tx: EntityManager, { accountId, kid }: ListedKey, since: Date): Promise<string[]> {
    const rows = (await tx.query(
      `INSERT INTO report_quarantine (report_id, kid, quarantined_at)
       SELECT id, $2, $3 FROM report WHERE reporter_id = $1 AND received_at >= $4 ON CONFLICT DO NOTHING RETURNING report_id AS id`,
      [accountId, kid, this.clock.now(), since],
    )) as { id: string }[];
    return rows.map(({ id }) => id);
  }

  /** False when the report is not, or no longer, before people. */
  async release(tx: EntityManager, reportId: string, by: string): Promise<boolean> {
    const [rows] = (await tx.query(
      `UPDATE report_quarantine SET released_at = $2, released_by = $3 WHERE report_id = $1 AND released_at IS NULL RETURNING report_id`,
      [reportId, this.clock.now(), by],
    )) as [unknown[], number];
    return rows.length > 0;
  }

  /** The incidents in which an account's reports since an instant speak. */
  async incidentsSince(tx: EntityManager, { accountId }: ListedKey, since: Date): Promise<string[]> {
    const rows = (await tx.query(
      `SELECT DISTINCT link.incident_id AS id FROM report r JOIN incident_report link ON link.report_id = r.id WHERE r.reporter_id = $1 AND r.received_at >= $2`,
      [accountId, since],
    )) as { id: string }[];
    return rows.map(({ id }) => id);
  }

  async incidentOf(tx: EntityManager, reportId: string): Promise<string[]> {
    const rows = (await tx.query(`SELECT incident_id AS id FROM incident_report WHERE report_id = $1`, [reportId])) as { id: string }[];
    return rows.map(({ id }) => id);
  }

  open(): Promise<QuarantinedReport[]> {
    return this.database.query(
      `SELECT report_id AS "reportId", kid, quarantined_at AS "quarantinedAt" FROM report_quarantine WHERE released_at IS NULL ORDER BY quarantined_at, report_id LIMIT 1000`,
    );
  }
}
