import { Injectable } from '@nestjs/common';
import { Database } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { Author } from './restructure.repository';

export interface Episode {
  id: string;
  name: string;
  openedAt: Date;
  /** Its incidents, the earliest first; one that was merged away stands under the id that took it in. */
  incidents: string[];
}

export interface EpisodeChange {
  incidentId: string;
  change: 'joined' | 'left';
  reason: string;
  coChair: string;
  madeAt: Date;
}

/** With who joined or took out which incident, and why. */
export interface EpisodeDetail extends Episode {
  changes: EpisodeChange[];
}

@Injectable()
export class EpisodesRepository {
  constructor(private readonly database: Database) {}

  async exist(tx: EntityManager, incidentIds: readonly string[]): Promise<boolean> {
    const [row]: { count: number }[] = await tx.query(`SELECT count(*)::int AS count FROM incident WHERE id = ANY($1::uuid[])`, [incidentIds]);
    return row!.count === incidentIds.length;
  }

  async open(tx: EntityManager, id: string, name: string, now: Date): Promise<void> {
    await tx.query(`INSERT INTO episode (id, name, opened_at) VALUES ($1, $2, $3)`, [id, name, now]);
  }

  /** Holds the episode until the transaction ends: one change of it at a time. */
  async lock(tx: EntityManager, id: string): Promise<Episode | null> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1::text, 0))`, [id]);
    const [episode]: Episode[] = await tx.query(`${SELECT} WHERE e.id = $1`, [id, null]);
    return episode ?? null;
  }

  async change(tx: EntityManager, id: string, incidentIds: readonly string[], joins: boolean, reason: string, author: Author, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO episode_change (episode_id, incident_id, joins, reason, made_by, co_chair, made_at)
       SELECT $1, incident_id, $3, $4, $5, $6, $7 FROM unnest($2::uuid[]) AS incident_id`,
      [id, incidentIds, joins, reason, author.accountId, author.coChair, now],
    );
  }

  async find(id: string): Promise<Episode | null> {
    const [episode] = await this.database.query<Episode>(`${SELECT} WHERE e.id = $1`, [id, null]);
    return episode ?? null;
  }

  /** Those opened last, the newest first. */
  newest(limit: number): Promise<Episode[]> {
    return this.database.query<Episode>(`${SELECT} ORDER BY e.opened_at DESC, e.id LIMIT $1`, [limit, null]);
  }

  /** The episodes an incident belongs to, or belonged to at an instant. */
  async ofIncident(incidentId: string, knownAt: Date | null = null): Promise<Episode[]> {
    return this.database.query<Episode>(
      `SELECT * FROM (${SELECT} WHERE e.id IN (SELECT episode_id FROM episode_change JOIN incident i ON i.id = incident_id
                                               WHERE i.id = $1 OR i.absorbed_into = $1)) AS near
        WHERE $1::uuid = ANY(incidents) ORDER BY "openedAt", id`,
      [incidentId, knownAt],
    );
  }

  history(id: string): Promise<EpisodeChange[]> {
    return this.database.query(
      `SELECT incident_id AS "incidentId", CASE WHEN joins THEN 'joined' ELSE 'left' END AS change, reason, co_chair AS "coChair", made_at AS "madeAt"
         FROM episode_change WHERE episode_id = $1 ORDER BY seq`,
      [id],
    );
  }
}

const SELECT = `
  SELECT e.id, e.name, e.opened_at AS "openedAt",
         ARRAY(SELECT coalesce(i.absorbed_into, i.id)
                 FROM (SELECT DISTINCT ON (incident_id) incident_id, joins FROM episode_change
                        WHERE episode_id = e.id AND ($2::timestamptz IS NULL OR made_at <= $2) ORDER BY incident_id, seq DESC) AS newest
                 JOIN incident i ON i.id = newest.incident_id
                WHERE newest.joins GROUP BY 1 ORDER BY min(i.occurred_from), 1) AS incidents
    FROM episode e`;
