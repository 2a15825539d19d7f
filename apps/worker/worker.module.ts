import { Module, type DynamicModule } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { AssessmentModule, AssessStep, ReassessOnReferenceStep, ReassessOnZonesStep } from '@hotline/assessment';
import { RetentionKeeper, RetentionModule } from '@hotline/intake';
import { LedgerModule, LogRounds, OutboxRelay, PIPELINE, StepRunner } from '@hotline/ledger';
import { LinkageModule, LinkStep } from '@hotline/linkage';
import { BootCheck, PlatformModule, type Settings } from '@hotline/platform';
import { DeadlineKeeper, OfferStep, ReviewModule, WebhookSender } from '@hotline/review';
import { MatchZonesStep, ZonesModule } from '@hotline/zones';
import { pipelineOf } from './pipeline';

@Module({})
export class WorkerModule {
  static of(settings: Settings): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.of(settings), LedgerModule, AgreementModule, ZonesModule, LinkageModule, AssessmentModule, ReviewModule, RetentionModule],
      providers: [
        BootCheck,
        StepRunner,
        OutboxRelay,
        LogRounds,
        DeadlineKeeper,
        RetentionKeeper,
        WebhookSender,
        {
          provide: PIPELINE,
          inject: [MatchZonesStep, LinkStep, AssessStep, OfferStep, ReassessOnReferenceStep, ReassessOnZonesStep],
          useFactory: (
            matchZones: MatchZonesStep,
            link: LinkStep,
            assess: AssessStep,
            offer: OfferStep,
            reassessOnReference: ReassessOnReferenceStep,
            reassessOnZones: ReassessOnZonesStep,
          ) => pipelineOf({ matchZones, link, assess, offer, reassessOnReference, reassessOnZones }),
        },
      ],
    };
  }
}
