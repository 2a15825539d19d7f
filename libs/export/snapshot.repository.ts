import { Inject, Injectable } from '@nestjs/common';
import { Database, HotlineError, SETTINGS, type Settings } from '@hotline/platform';
import type { PoolClient } from 'pg';

/** One instant of the database, held for as long as an export reads from it. */
@Injectable()
export class SnapshotRepository {
  private running = 0;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
  ) {}

  /**
   * Reads in one repeatable-read transaction that lives as long as the iteration: ending it early, by `return` or by an
   * error, gives the connection back. @throws HotlineError service.unavailable when too many are under way
   */
  async *read<T>(work: (client: PoolClient) => AsyncGenerator<T>): AsyncGenerator<T> {
    // Each export holds a connection for as long as its reader takes: half of them stay free for those who report.
    if (this.running >= Math.floor(this.settings.poolSize / 2)) {
      throw new HotlineError('service.unavailable', 'Too many exports are under way; try again in a while.');
    }
    this.running++;
    const runner = this.database.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      try {
        // A slow reader is waited for: the transaction stands idle in between.
        await client.query(`SET LOCAL idle_in_transaction_session_timeout = '5min'; SET LOCAL statement_timeout = 0; SET LOCAL TimeZone = 'UTC'`);
        yield* work(client);
      } finally {
        await client.query('ROLLBACK');
      }
    } finally {
      this.running--;
      await runner.release();
    }
  }
}
