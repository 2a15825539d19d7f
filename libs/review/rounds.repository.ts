import { Injectable } from '@nestjs/common';
import type { CoChair } from '@hotline/agreement';
import { Database, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';

export type RoundReason = 'OFFERED' | 'CHANGED' | 'UNANSWERED';

/** One call for opinions. */
export interface Round {
  id: string;
  incidentId: string;
  number: number;
  why: RoundReason;
  incidentRevision: number;
  openedAt: Date;
  dueAt: Date;
  isRevealed: boolean;
  filed: CoChair[];
  /** The incident's revision at the time each standing opinion was filed. */
  revisions: number[];
}

export interface NewRound {
  incidentId: string;
  number: number;
  why: RoundReason;
  incidentRevision: number;
}

@Injectable()
export class RoundsRepository {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  /** The newest round of each incident that has one. */
  newest(incidentIds: readonly string[], tx?: EntityManager): Promise<Round[]> {
    return tx ? tx.query(NEWEST, [incidentIds]) : this.database.query(NEWEST, [incidentIds]);
  }

  async add(tx: EntityManager, rounds: readonly NewRound[], openedAt: Date, dueAt: Date): Promise<void> {
    await tx.query(
      `INSERT INTO opinion_round (id, incident_id, number, why, incident_revision, opened_at, due_at)
       SELECT id, "incidentId", number, why, "incidentRevision", $2, $3
         FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "incidentId" uuid, number int, why text, "incidentRevision" int)`,
      [JSON.stringify(rounds.map((round) => ({ ...round, id: this.ids.uuid() }))), openedAt, dueAt],
    );
  }

  /** Opens the newest round and with it those before it that were never opened. The database refuses this when it is early. */
  async reveal(tx: EntityManager, { incidentId }: Round, why: 'BOTH_FILED' | 'DEADLINE', now: Date): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `INSERT INTO opinion_reveal (round_id, why, revealed_at)
       SELECT id, $2, $3 FROM opinion_round WHERE incident_id = $1 ON CONFLICT DO NOTHING RETURNING round_id AS id`,
      [incidentId, why, now],
    );
    return rows.map(({ id }) => id);
  }
}

const NEWEST = `
  SELECT DISTINCT ON (r.incident_id) r.id, r.incident_id AS "incidentId", r.number, r.why, r.incident_revision AS "incidentRevision",
         r.opened_at AS "openedAt", r.due_at AS "dueAt",
         EXISTS (SELECT FROM opinion_reveal WHERE round_id = r.id) AS "isRevealed",
         ARRAY(SELECT o.co_chair FROM opinion o WHERE o.round_id = r.id AND o.supersedes IS NULL ORDER BY 1) AS filed,
         ARRAY(SELECT o.incident_revision FROM opinion o WHERE o.round_id = r.id
                  AND NOT EXISTS (SELECT FROM opinion later WHERE later.supersedes = o.id)) AS revisions
    FROM opinion_round r WHERE r.incident_id = ANY($1::uuid[]) ORDER BY r.incident_id, r.number DESC`;
