import { Injectable } from '@nestjs/common';
import { Clock, Database } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { ReferenceContent, ReferenceRow } from './reference-row';

/** What can be asked: the pool, or a transaction. */
type Queryable = Pick<EntityManager, 'query'>;

/** A row to add; without content it withdraws what it supersedes. */
export type NewReferenceRow = Omit<ReferenceContent, 'content'> & { id: string; content: Record<string, unknown> | null; supersedes: string | null };

/** The class of this lib's advisory lock: one writer of reference data at a time, so that `seq` grows in commit order. */
const WRITER_LOCK = 0x41475245;

@Injectable()
export class ReferenceRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Holds off other writers until `tx` ends. */
  async lock(tx: EntityManager): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [WRITER_LOCK]);
  }

  /** The newest row known at an instant: two equal answers mean the same agreement. */
  async version(knownAt: Date | null, on: Queryable = this.database.source.manager): Promise<string> {
    const [{ newest }] = await on.query(
      knownAt ? `SELECT max(seq) AS newest FROM reference_row WHERE recorded_at <= $1` : `SELECT max(seq) AS newest FROM reference_row`,
      knownAt ? [knownAt] : [],
    );
    return newest ?? '0';
  }

  /** The rows up to and including `version` that no later one of them supersedes. */
  async rowsOf(version: string, on: Queryable = this.database.source.manager): Promise<ReferenceRow[]> {
    return on.query(
      `SELECT id, collection, code, content, source, valid_from AS "validFrom", valid_to AS "validTo", recorded_at AS "recordedAt"
         FROM reference_row r
        WHERE seq <= $1 AND content IS NOT NULL
          AND NOT EXISTS (SELECT FROM reference_row s WHERE s.supersedes = r.id AND s.seq <= $1)
        ORDER BY seq`,
      [version],
    );
  }

  /** Adds rows; those that name a row to supersede take its place from now on. */
  async add(tx: EntityManager, rows: readonly NewReferenceRow[]): Promise<void> {
    await tx.query(
      `INSERT INTO reference_row (id, collection, code, content, source, valid_from, valid_to, recorded_at, supersedes)
       SELECT id, collection, code, content, source, valid_from, valid_to, $2, supersedes
         FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, collection text, code text, content jsonb, source text,
                                                 valid_from timestamptz, valid_to timestamptz, supersedes uuid)`,
      [
        JSON.stringify(rows.map(({ validFrom, validTo, ...row }) => ({ ...row, valid_from: validFrom, valid_to: validTo }))),
        this.clock.now(),
      ],
    );
  }
}
