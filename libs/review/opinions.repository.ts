import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CoChair, Extent, Gravity, Threat, Verdict } from '@hotline/agreement';
import { canonicalJson, Database, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { Finding } from './determination';
import type { Envelope, Viewer } from './reveal';

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
  /** Why it takes the place of the side's earlier opinion; null for the first of a round. */
  changeReason: string | null;
}

export interface NewOpinion {
  roundId: string;
  content: OpinionContent;
  incidentRevision: number;
  assessmentId: string;
  /** The reviewer's account; null for the silence that a passed deadline leaves. */
  filedBy: string | null;
  filedAt: Date;
  supersedes: string | null;
}

/** What it says is there only for those whom the database lets read it. */
export type StoredOpinion = Envelope & Partial<OpinionContent> & { id: string; interested: boolean; filedAt: Date; incidentRevision: number };

export interface OpenedOpinion {
  coChair: CoChair;
  commitment: string;
  nonce: string;
  content: OpinionContent;
}

export interface StandingDetermination {
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

  /** Files one side's opinion. Null when that side has filed before: the table holds one per side and round, whoever races. */
  async file(tx: EntityManager, opinion: NewOpinion): Promise<{ id: string; commitment: string; nonce: string } | null> {
    const id = this.ids.uuid();
    const nonce = Buffer.from(this.ids.token(32), 'base64url');
    const content = canonicalJson(opinion.content);
    const commitment = commitmentOf(content, nonce);
    const rows: unknown[] = await tx.query(
      `INSERT INTO opinion (id, incident_id, round_id, incident_revision, assessment_id, co_chair, interested, filed_by, filed_at, commitment, supersedes)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING id`,
      [
        id, opinion.content.incidentId, opinion.roundId, opinion.incidentRevision, opinion.assessmentId, opinion.content.coChair,
        opinion.content.interested, opinion.filedBy, opinion.filedAt, commitment, opinion.supersedes,
      ],
    );
    if (rows.length === 0) return null;
    await tx.query('INSERT INTO opinion_content (opinion_id, content, nonce) VALUES ($1, $2, $3)', [id, content, nonce]);
    return { id, commitment: commitment.toString('hex'), nonce: nonce.toString('hex') };
  }

  /**
   * The opinions of an incident that no later one supersedes. Read as a role that row security holds to what this viewer
   * may see: a mistake here shows too little, never another side's sealed words.
   */
  standing(incidentId: string, viewer: Viewer, tx?: EntityManager): Promise<StoredOpinion[]> {
    return this.asReader(viewer, tx, async (reader) => {
      const rows: StandingRow[] = await reader.query(STANDING, [incidentId]);
      return rows.map(({ content, ...row }) => ({ ...(content === null ? {} : (JSON.parse(content) as OpinionContent)), ...row }));
    });
  }

  /** What was opened just now: nobody needs to be anybody to read it. */
  opened(tx: EntityManager, roundIds: readonly string[]): Promise<OpenedOpinion[]> {
    return this.asReader('AUDITOR', tx, async (reader) => {
      const rows: (Omit<OpenedOpinion, 'content'> & { content: string })[] = await reader.query(
        `SELECT o.co_chair AS "coChair", encode(o.commitment, 'hex') AS commitment, encode(c.nonce, 'hex') AS nonce, c.content
           FROM opinion o JOIN opinion_content c ON c.opinion_id = o.id
          WHERE o.round_id = ANY($1::uuid[]) AND o.supersedes IS NULL ORDER BY o.seq`,
        [roundIds],
      );
      return rows.map((row) => ({ ...row, content: JSON.parse(row.content) as OpinionContent }));
    });
  }

  async addDetermination(tx: EntityManager, incidentId: string, opinions: Record<CoChair, string> | null, found: Finding, madeAt: Date): Promise<string> {
    const id = this.ids.uuid();
    await tx.query(
      `INSERT INTO determination (id, incident_id, outcome, why, needs_ose_notice, opinion_us, opinion_ru, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, incidentId, found.outcome, found.why, found.needsOseNotice, opinions?.US ?? null, opinions?.RU ?? null, madeAt],
    );
    return id;
  }

  /** The determination that stands, when there is one. */
  async determinationOf(incidentId: string): Promise<StandingDetermination | null> {
    const [row] = await this.database.query<StandingDetermination>(
      `SELECT outcome, why, needs_ose_notice AS "needsOseNotice", made_at AS "madeAt"
         FROM determination WHERE incident_id = $1 ORDER BY seq DESC LIMIT 1`,
      [incidentId],
    );
    return row ?? null;
  }

  private asReader<T>(viewer: Viewer, tx: EntityManager | undefined, read: (reader: EntityManager) => Promise<T>): Promise<T> {
    const limited = async (on: EntityManager) => {
      await on.query(`SELECT set_config('hotline.viewer', $1, true), set_config('role', 'hotline_opinion_reader', true)`, [viewer]);
      const found = await read(on);
      await on.query(`SELECT set_config('role', 'none', true), set_config('hotline.viewer', '', true)`);
      return found;
    };
    return tx ? limited(tx) : this.database.transaction(limited);
  }
}

type StandingRow = Omit<StoredOpinion, keyof OpinionContent> & { coChair: CoChair; interested: boolean; content: string | null };

const STANDING = `
  SELECT o.id, o.co_chair AS "coChair", r.number AS round, o.interested, o.filed_at AS "filedAt", o.incident_revision AS "incidentRevision",
         EXISTS (SELECT FROM opinion_reveal WHERE round_id = o.round_id) AS "isRevealed",
         EXISTS (SELECT FROM opinion_round later WHERE later.incident_id = o.incident_id AND later.number > r.number) AS "isStale", c.content
    FROM opinion o
    JOIN opinion_round r ON r.id = o.round_id
    LEFT JOIN opinion_content c ON c.opinion_id = o.id
   WHERE o.incident_id = $1 AND NOT EXISTS (SELECT FROM opinion later WHERE later.supersedes = o.id)
   ORDER BY r.number, o.co_chair`;

function commitmentOf(content: string, nonce: Buffer): Buffer {
  return createHash('sha256').update(content, 'utf8').update(nonce).digest();
}
