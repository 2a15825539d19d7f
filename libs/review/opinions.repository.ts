import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CoChair, Extent, Gravity, Threat, Verdict } from '@hotline/agreement';
import { canonicalJson, Database, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { Finding } from './determination';

/** What a co-chair says. All of it is under the commitment. */
export interface OpinionContent {
  incidentId: string;
  coChair: CoChair;
  verdict: Verdict;
  reasons: string;
  attribution: string | null;
  confidence: number | null;
  gravity: Gravity | null;
  extent: Extent | null;
  threat: Threat | null;
  interested: boolean;
}

export interface NewOpinion extends OpinionContent {
  incidentRevision: number;
  assessmentId: string;
  filedBy: string;
  filedAt: Date;
}

export interface StoredOpinion extends OpinionContent {
  id: string;
  filedAt: Date;
}

export interface StoredDetermination {
  outcome: Finding['outcome'];
  why: string;
  needsOseNotice: boolean;
  madeAt: Date;
}

@Injectable()
export class OpinionsRepository {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  /** Files one side's opinion. Null when that side has filed before: the table holds one per side, whoever races. */
  async file(tx: EntityManager, opinion: NewOpinion): Promise<{ id: string; commitment: string } | null> {
    const id = this.ids.uuid();
    const nonce = Buffer.from(this.ids.token(32), 'base64url');
    const commitment = commitmentOf(nonce, opinion);
    const rows: unknown[] = await tx.query(
      `INSERT INTO opinion (id, incident_id, incident_revision, assessment_id, co_chair, verdict, reasons, attribution, confidence,
                            gravity, extent, threat, interested, filed_by, filed_at, nonce, commitment)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
       ON CONFLICT (incident_id, co_chair) WHERE supersedes IS NULL DO NOTHING
       RETURNING id`,
      [
        id, opinion.incidentId, opinion.incidentRevision, opinion.assessmentId, opinion.coChair, opinion.verdict, opinion.reasons,
        opinion.attribution, opinion.confidence, opinion.gravity, opinion.extent, opinion.threat, opinion.interested,
        opinion.filedBy, opinion.filedAt, nonce, commitment,
      ],
    );
    return rows.length === 0 ? null : { id, commitment: commitment.toString('hex') };
  }

  /** The opinion of each side that stands. Unsealed: what a viewer may see of it is the question of `visibleOpinions`. */
  async standing(incidentId: string, tx?: EntityManager): Promise<StoredOpinion[]> {
    return tx ? tx.query(STANDING, [incidentId]) : this.database.query<StoredOpinion>(STANDING, [incidentId]);
  }

  async addDetermination(tx: EntityManager, incidentId: string, opinions: Record<CoChair, string>, found: Finding, madeAt: Date): Promise<string> {
    const id = this.ids.uuid();
    await tx.query(
      `INSERT INTO determination (id, incident_id, outcome, why, needs_ose_notice, opinion_us, opinion_ru, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, incidentId, found.outcome, found.why, found.needsOseNotice, opinions.US, opinions.RU, madeAt],
    );
    return id;
  }

  /** The determination that stands, when both have filed. */
  async determinationOf(incidentId: string): Promise<StoredDetermination | null> {
    const [row] = await this.database.query<StoredDetermination>(
      `SELECT outcome, why, needs_ose_notice AS "needsOseNotice", made_at AS "madeAt"
         FROM determination WHERE incident_id = $1 ORDER BY seq DESC LIMIT 1`,
      [incidentId],
    );
    return row ?? null;
  }
}

const STANDING = `
  SELECT o.id, o.incident_id AS "incidentId", o.co_chair AS "coChair", o.verdict, o.reasons, o.attribution, o.confidence,
         o.gravity, o.extent, o.threat, o.interested, o.filed_at AS "filedAt"
    FROM opinion o
   WHERE o.incident_id = $1 AND NOT EXISTS (SELECT FROM opinion later WHERE later.supersedes = o.id)
   ORDER BY o.co_chair`;

function commitmentOf(nonce: Buffer, opinion: OpinionContent): Buffer {
  const { incidentId, coChair, verdict, reasons, attribution, confidence, gravity, extent, threat, interested } = opinion;
  const content = canonicalJson({ incidentId, coChair, verdict, reasons, attribution, confidence, gravity, extent, threat, interested });
  return createHash('sha256').update(nonce).update(content).digest();
}
