import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
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
    extra: { options: '-c jit=off', statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000, keepAlive: true },
  };
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
