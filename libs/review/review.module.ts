import { Module } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { AssessmentModule } from '@hotline/assessment';
import { LinkageModule } from '@hotline/linkage';
import { DeadlinesRepository } from './deadlines.repository';
import { DocketRepository } from './docket.repository';
import { IncidentReportsRepository } from './incident-reports.repository';
import { IncidentKnownAt } from './incident-known-at.service';
import { IncidentsController } from './incidents.controller';
import { IncidentsService } from './incidents.service';
import { NoticesController } from './notices.controller';
import { NoticesRepository } from './notices.repository';
import { OfferStep } from './offer.step';
import { OpinionsRepository } from './opinions.repository';
import { OpinionsService } from './opinions.service';
import { RoundsRepository } from './rounds.repository';
import { RoundsService } from './rounds.service';
import { VerificationService } from './verification.service';

@Module({
  imports: [AgreementModule, AssessmentModule, LinkageModule],
  controllers: [IncidentsController, NoticesController],
  providers: [
    DocketRepository,
    IncidentReportsRepository,
    OpinionsRepository,
    OfferStep,
    IncidentsService,
    IncidentKnownAt,
    OpinionsService,
    RoundsRepository,
    RoundsService,
    DeadlinesRepository,
    NoticesRepository,
    VerificationService,
  ],
  exports: [OfferStep, OpinionsService, DeadlinesRepository],
})
export class ReviewModule {}
