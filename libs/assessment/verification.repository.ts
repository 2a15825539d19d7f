import { Injectable } from '@nestjs/common';
import type { CoChair } from '@hotline/agreement';
import { Database, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { Decision } from './fact-status';

export interface NewVerification {
  incidentId: string;
  coChair: CoChair;
  decision: Decision;
  reason: string;
  /** The reviewer's account. */
  decidedBy: string;
  decidedAt: Date;
}

export interface StoredVerification {
  id: string;
  coChair: CoChair;
  decision: Decision;
  reason: string;
  incidentRevision: number;
  decidedAt: Date;
}

/** What reviewers themselves decided about the facts. Of each co-chair the newest decision stands. */
@Injectable()
export class VerificationRepository {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  async add(tx: EntityManager, { incidentId, coChair, decision, reason, decidedBy, decidedAt }: NewVerification): Promise<string> {
    const id = this.ids.uuid();
    await tx.query(
      `INSERT INTO verification (id, incident_id, incident_revision, co_chair, decision, reason, decided_by, decided_at)
       SELECT $1, id, revision, $3, $4, $5, $6, $7 FROM incident WHERE id = $2`,
      [id, incidentId, coChair, decision, reason, decidedBy, decidedAt],
    );
    return id;
  }

  /** Oldest first. */
  ofIncident(incidentId: string): Promise<StoredVerification[]> {
    return this.database.query(
      `SELECT id, co_chair AS "coChair", decision, reason, incident_revision AS "incidentRevision", decided_at AS "decidedAt"
         FROM verification WHERE incident_id = $1 ORDER BY seq`,
      [incidentId],
    );
  }
}
