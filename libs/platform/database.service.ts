import { Injectable } from '@nestjs/common';
import type { Pool, QueryResultRow } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';

/** PostgreSQL, with the transaction as a visible argument. */
@Injectable()
export class Database {
  constructor(readonly source: DataSource) {}

  query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.source.query(sql, [...parameters]);
  }

  /**
   * A statement of its own that every connection parses and plans once. `name` stands for `sql` for good: never for two
   * texts, and only for statements whose best plan does not depend on the values.
   */
  async prepared<Row>(name: string, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const { master } = this.source.driver as unknown as { master: Pool };
    return (await master.query<Row & QueryResultRow>({ name, text: sql, values: [...parameters] })).rows;
  }

  /** Commits when `work` resolves, rolls back when it throws. What `work` did is durable once this returns. */
  transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.source.transaction(work);
  }

  /**
   * Reads and writes what row security shows to one viewer: a side, OSE, AUDITOR, an account's id for what is its own alone, or
   * SERVICE for the pipeline, which works for both sides. Part of `tx` when there is one, and over at its end.
   */
  seenBy<T>(viewer: string, work: (tx: EntityManager) => Promise<T>, tx?: EntityManager): Promise<T> {
    const limited = async (on: EntityManager) => {
      await on.query(`SELECT set_config('hotline.viewer', $1, true)`, [viewer]);
      const found = await work(on);
      await on.query(`SELECT set_config('hotline.viewer', '', true)`);
      return found;
    };
    return tx ? limited(tx) : this.transaction(limited);
  }
}
