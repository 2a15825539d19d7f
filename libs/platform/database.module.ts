import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { ClientBase } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { Database } from './database.service';
import type { Settings } from './settings';

/** The schema comes from `migrations/` and from nowhere else: `synchronize` stays off. */
export function databaseOptions(settings: Pick<Settings, 'databaseUrl' | 'poolSize'>): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.databaseUrl,
    synchronize: false,
    logging: false,
    poolSize: settings.poolSize,
    applicationName: 'hotline',
    // Short statements with set-returning functions look expensive to the planner: compiling them costs more than running them.
    extra: { options: '-c jit=off', statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000, keepAlive: true, onConnect: neverUnheard },
  };
}

/**
 * A connection that is cut in the moment it was made, on its way from the pool to whoever asked, has nobody who listens for
 * errors, and an error that nobody hears ends the process. Whoever uses it learns of the cut from the query that fails.
 */
function neverUnheard(client: ClientBase): void {
  client.on('error', () => undefined);
}

@Global()
@Module({})
export class DatabaseModule {
  static of(settings: Settings): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [TypeOrmModule.forRoot({ ...databaseOptions(settings), autoLoadEntities: true, retryAttempts: 5, retryDelay: 500 })],
      providers: [Database],
      exports: [Database],
    };
  }
}
