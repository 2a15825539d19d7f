import { Module, type DynamicModule } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { AssessmentModule, AssessStep } from '@hotline/assessment';
import { LedgerModule, OutboxRelay, PIPELINE, StepRunner } from '@hotline/ledger';
import { LinkageModule, LinkStep } from '@hotline/linkage';
import { PlatformModule, type Settings } from '@hotline/platform';
import { DeadlineKeeper, OfferStep, ReviewModule, WebhookSender } from '@hotline/review';
import { MatchZonesStep, ZonesModule } from '@hotline/zones';
import { pipelineOf } from './pipeline';

@Module({})
export class WorkerModule {
  static of(settings: Settings): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.of(settings), LedgerModule, AgreementModule, ZonesModule, LinkageModule, AssessmentModule, ReviewModule],
      providers: [
        StepRunner,
        OutboxRelay,
        DeadlineKeeper,
        WebhookSender,
        {
          provide: PIPELINE,
          inject: [MatchZonesStep, LinkStep, AssessStep, OfferStep],
          useFactory: (matchZones: MatchZonesStep, link: LinkStep, assess: AssessStep, offer: OfferStep) =>
            pipelineOf({ matchZones, link, assess, offer }),
        },
      ],
    };
  }
}
