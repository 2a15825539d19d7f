import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Database } from './database.service';
import { SETTINGS } from './platform.module';
import { refusalsOf, refusalText, type ServerFacts } from './safe-settings';
import type { Settings } from './settings';

/** Asks the servers what they are like before anything is promised on them. */
@Injectable()
export class BootCheck implements OnModuleInit {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
  ) {}

  /** @throws Error that says what is unsafe, what it costs and how to accept it */
  async onModuleInit(): Promise<void> {
    const [facts] = await this.database.query<Omit<ServerFacts, 'redisEviction'>>(FACTS);
    const refusals = refusalsOf({ ...facts!, redisEviction: await this.redisEviction() }, this.settings.unsafe ?? []);
    if (refusals.length > 0) throw new Error(refusalText(refusals));
  }

  /** Reports are taken without Redis too, so that its silence is no reason not to start. */
  private async redisEviction(): Promise<string | null> {
    const redis = new Redis(this.settings.redisUrl, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0, connectTimeout: 2_000, socketTimeout: 2_000 });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as string[];
      return policy ?? null;
    } catch {
      return null;
    } finally {
      redis.disconnect();
    }
  }
}

const FACTS = `
  SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS "fullPageWrites",
         current_setting('synchronous_commit') AS "synchronousCommit", current_setting('data_sync_retry') AS "dataSyncRetry",
         current_setting('log_statement') AS "logStatement", current_setting('log_parameter_max_length') AS "logParameterLength",
         '-1' <> ANY(ARRAY[current_setting('log_min_duration_statement'), current_setting('log_min_duration_sample')]) AS "logsSlowStatements",
         r.rolsuper AS "isSuperuser", r.rolbypassrls AS "bypassesRowSecurity",
         EXISTS (SELECT FROM pg_tables t WHERE t.schemaname = 'public' AND pg_has_role(current_user, t.tableowner, 'MEMBER')) AS "ownsTables"
    FROM pg_roles r WHERE r.rolname = current_user`;
