import { Module } from '@nestjs/common';
import { AssessmentModule } from '@hotline/assessment';
import { LinkageModule } from '@hotline/linkage';
import { DocketRepository } from './docket.repository';
import { IncidentReportsRepository } from './incident-reports.repository';
import { IncidentKnownAt } from './incident-known-at.service';
import { IncidentsController } from './incidents.controller';
import { IncidentsService } from './incidents.service';
import { OfferStep } from './offer.step';
import { OpinionsRepository } from './opinions.repository';
import { OpinionsService } from './opinions.service';
import { VerificationService } from './verification.service';

@Module({
  imports: [AssessmentModule, LinkageModule],
  controllers: [IncidentsController],
  providers: [
    DocketRepository,
    IncidentReportsRepository,
    OpinionsRepository,
    OfferStep,
    IncidentsService,
    IncidentKnownAt,
    OpinionsService,
    VerificationService,
  ],
  exports: [OfferStep],
})
export class ReviewModule {}
