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
}
