import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AgreementModule } from '@hotline/agreement';
import { AssessmentModule } from '@hotline/assessment';
import { ExportModule } from '@hotline/export';
import { IntakeModule } from '@hotline/intake';
import { LedgerModule, LogModule } from '@hotline/ledger';
import { LinkageModule } from '@hotline/linkage';
import { AccessGuard, BootCheck, PlatformModule, ProblemFilter, ValidatedPipe, type Settings } from '@hotline/platform';
import { CoarsePlaces, ReviewModule } from '@hotline/review';
import { ZonesModule } from '@hotline/zones';
import { ConsoleModule } from './console.module';
import { KeysModule } from './keys.module';
import { OperationsModule } from './operations.module';
import { PeopleModule } from './people/people.module';

/** Composition only: what the service does lives in libs. */
@Module({})
export class ApiModule {
  static of(settings: Settings): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.of(settings),
        LedgerModule,
        AgreementModule,
        IntakeModule,
        ZonesModule,
        LinkageModule,
        AssessmentModule,
        ReviewModule,
        ExportModule,
        OperationsModule,
        LogModule,
        ConsoleModule,
        KeysModule,
        PeopleModule,
      ],
      providers: [
        BootCheck,
        CoarsePlaces,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: ValidatedPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
