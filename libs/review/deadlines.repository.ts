import { Injectable } from '@nestjs/common';
import { Database } from '@hotline/platform';
import type { EntityManager } from 'typeorm';

export const DEADLINE_KINDS = ['OPINIONS', 'REMINDER', 'REQUEST'] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

export interface Deadline {
  kind: DeadlineKind;
  subjectId: string;
}

/** What has to be looked at when its time has come. */
@Injectable()
export class DeadlinesRepository {
  constructor(private readonly database: Database) {}

  /** Sets or moves deadlines. */
  async set(tx: EntityManager, kind: DeadlineKind, subjectIds: readonly string[], due: Date): Promise<void> {
    await tx.query(
      `INSERT INTO review_deadline (kind, subject_id, due_at) SELECT $1, id, $3 FROM unnest($2::uuid[]) AS id
       ON CONFLICT (kind, subject_id) DO UPDATE SET due_at = excluded.due_at`,
      [kind, subjectIds, due],
    );
  }

  /** Oldest first. */
  due(now: Date, limit: number): Promise<Deadline[]> {
    return this.database.query(`SELECT kind, subject_id AS "subjectId" FROM review_deadline WHERE due_at <= $1 ORDER BY due_at LIMIT $2`, [now, limit]);
  }

  /** Takes the right to handle it, in the transaction that does. False when somebody else has, or it was moved. */
  async claim(tx: EntityManager, { kind, subjectId }: Deadline, now: Date): Promise<boolean> {
    const [rows] = (await tx.query(
      `DELETE FROM review_deadline WHERE (kind, subject_id) IN (
         SELECT kind, subject_id FROM review_deadline WHERE kind = $1 AND subject_id = $2 AND due_at <= $3 FOR UPDATE SKIP LOCKED) RETURNING kind`,
      [kind, subjectId, now],
    )) as [unknown[]];
    return rows.length > 0;
  }

  /** After a failure: again in a minute, so that one bad subject does not hold up the others. */
  async postpone({ kind, subjectId }: Deadline, now: Date): Promise<void> {
    await this.database.query(`UPDATE review_deadline SET due_at = $3 WHERE kind = $1 AND subject_id = $2`, [kind, subjectId, new Date(now.getTime() + 60_000)]);
  }
}
