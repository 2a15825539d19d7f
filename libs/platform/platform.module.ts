import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ApiKeyRepository } from './api-key.repository';
import { AccountRepository } from './account.repository';
import { Clock } from './clock.service';
import { DatabaseModule } from './database.module';
import { Ids } from './ids.service';
import { createLog, LOG, type Log } from './log.service';
import { SessionRepository } from './session.repository';
import type { Settings } from './settings';

export const SETTINGS = Symbol('settings');

/** What every process needs: settings, clock, ids, log, database, accounts. */
@Global()
@Module({})
export class PlatformModule {
  static of(settings: Settings, log: Log = createLog(settings.logLevel)): DynamicModule {
    const shared = [{ provide: SETTINGS, useValue: settings }, { provide: LOG, useValue: log }, Clock, Ids, AccountRepository, ApiKeyRepository, SessionRepository];
    return { module: PlatformModule, imports: [DatabaseModule.of(settings)], providers: shared, exports: shared };
  }
}
