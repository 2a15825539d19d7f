import { Module } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { AssessmentModule } from '@hotline/assessment';
import { LinkageModule } from '@hotline/linkage';
import { DeadlinesRepository } from './deadlines.repository';
import { DocketRepository } from './docket.repository';
import { EventsController } from './events.controller';
import { EventsService } from './events.service';
import { FeedRepository } from './feed.repository';
import { HearingController } from './hearing.controller';
import { HearingRepository } from './hearing.repository';
import { IncidentReportsRepository } from './incident-reports.repository';
import { IncidentKnownAt } from './incident-known-at.service';
import { IncidentsController } from './incidents.controller';
import { IncidentsService } from './incidents.service';
import { NoticesController } from './notices.controller';
import { NoticesRepository } from './notices.repository';
import { OfferStep } from './offer.step';
import { OpinionsRepository } from './opinions.repository';
import { OpinionsService } from './opinions.service';
import { ReferralsController } from './referrals.controller';
import { ReferralsRepository } from './referrals.repository';
import { ReferralsService } from './referrals.service';
import { RequestsService } from './requests.service';
import { ResponseService } from './response.service';
import { RoundsRepository } from './rounds.repository';
import { RoundsService } from './rounds.service';
import { TriageController } from './triage.controller';
import { TriageRepository } from './triage.repository';
import { TriageService } from './triage.service';
import { VerificationService } from './verification.service';
import { ViewersFilter } from './viewers-filter.service';
import { WebhookClient } from './webhook.client';
import { WebhooksController } from './webhooks.controller';
import { WebhooksRepository } from './webhooks.repository';

@Module({
  imports: [AgreementModule, AssessmentModule, LinkageModule],
  controllers: [IncidentsController, NoticesController, TriageController, HearingController, ReferralsController, EventsController, WebhooksController],
  providers: [
    DocketRepository,
    IncidentReportsRepository,
    OpinionsRepository,
    OfferStep,
    IncidentsService,
    IncidentKnownAt,
    ViewersFilter,
    OpinionsService,
    RoundsRepository,
    RoundsService,
    TriageRepository,
    TriageService,
    HearingRepository,
    RequestsService,
    ResponseService,
    ReferralsRepository,
    ReferralsService,
    FeedRepository,
    EventsService,
    WebhooksRepository,
    WebhookClient,
    DeadlinesRepository,
    NoticesRepository,
    VerificationService,
  ],
  exports: [OfferStep, OpinionsService, RequestsService, DeadlinesRepository, FeedRepository, WebhooksRepository, WebhookClient],
})
export class ReviewModule {}
