import { Injectable } from '@nestjs/common';
import { Database } from '@hotline/platform';
import { conditionOf, DOCKET_COLUMNS, itemOf, type IncidentFilter, type IncidentItem, type StoredLine } from '@hotline/review';
import type { PoolClient } from 'pg';
import QueryStream from 'pg-query-stream';

/** Rows fetched from the cursor at once: memory stays at a few of these whatever the size of the export. */
const BATCH = 500;

@Injectable()
export class IncidentExportRepository {
  constructor(private readonly database: Database) {}

  /**
   * Every incident of the filter as of one instant, in the order in which they were opened. The transaction lives as long
   * as the iteration: ending it early, by `return` or by an error, closes the cursor and gives the connection back.
   */
  async *batches(filter: IncidentFilter): AsyncGenerator<IncidentItem[]> {
    const runner = this.database.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      // A slow reader is waited for: the cursor stands idle in between.
      await client.query(`SET LOCAL idle_in_transaction_session_timeout = '5min'; SET LOCAL statement_timeout = 0`);
      const { sql, parameters } = conditionOf(filter);
      const rows = client.query(new QueryStream(`SELECT ${DOCKET_COLUMNS} FROM docket WHERE ${sql} ORDER BY seq`, parameters, { batchSize: BATCH }));
      let batch: IncidentItem[] = [];
      try {
        for await (const row of rows as AsyncIterable<StoredLine>) {
          if (batch.push(itemOf(row)) < BATCH) continue;
          yield batch;
          batch = [];
        }
        if (batch.length > 0) yield batch;
      } finally {
        await client.query('ROLLBACK');
      }
    } finally {
      await runner.release();
    }
  }
}
