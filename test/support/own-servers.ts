// own-servers.ts - a PostgreSQL and a Redis of one test alone, ready to serve: they may be killed, stopped, and set to another time.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Settings } from '@hotline/platform';
import { startPostgres, type EmbeddedPostgres } from '../../apps/standalone/embedded/embedded-postgres';
import { startRedis, type EmbeddedRedis } from '../../apps/standalone/embedded/embedded-redis';
import { firstAccounts, type Tokens } from '../../apps/standalone/local-state';
import { migrate, prepare } from '../../apps/standalone/prepare';
import { runtimeUrlOf } from '../../apps/standalone/runtime-role';
import { stopsOnce } from './left-running';
import { testSettings, testTokens } from './test-settings';

export class OwnServers {
  private constructor(
    readonly folder: string,
    readonly postgres: EmbeddedPostgres,
    readonly redis: EmbeddedRedis,
    readonly settings: Settings,
    readonly tokens: Tokens,
    readonly stop: () => Promise<void>,
  ) {}

  /** `environment` is PostgreSQL's. */
  static async start(environment: Record<string, string> = {}): Promise<OwnServers> {
    const folder = mkdtempSync(join(tmpdir(), 'hotline-own-'));
    chmodSync(folder, 0o711); // PostgreSQL is a lesser account when we are root
    const [postgres, redis] = await Promise.all([
      startPostgres({ dataDir: join(folder, 'postgres'), settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }, environment }),
      startRedis({ dataDir: join(folder, 'redis') }),
    ]);
    const stop = stopsOnce(async () => {
      await Promise.all([postgres.stop(), redis.stop()]);
      rmSync(folder, { recursive: true, force: true });
    });
    const settings = testSettings(runtimeUrlOf(postgres.url, 'test'), redis.url);
    const tokens = testTokens();
    await migrate(postgres.url, settings.databaseUrl);
    await prepare(settings, firstAccounts(tokens));
    return new OwnServers(folder, postgres, redis, settings, tokens, stop);
  }

  /** One question over a connection of its own. */
  async ask<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.postgres.url });
    await client.connect();
    return client.query<Row>(sql, parameters).then(({ rows }) => rows).finally(() => client.end());
  }
}
