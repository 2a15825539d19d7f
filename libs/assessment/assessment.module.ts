import { Module } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { ZonesModule } from '@hotline/zones';
import { AssessStep } from './assess.step';
import { AssessmentRepository } from './assessment.repository';
import { AssessmentsController } from './assessments.controller';
import { ReassessOnReferenceStep, ReassessOnZonesStep } from './reassess.step';
import { VerificationRepository } from './verification.repository';

@Module({
  imports: [AgreementModule, ZonesModule],
  controllers: [AssessmentsController],
  providers: [AssessmentRepository, VerificationRepository, AssessStep, ReassessOnReferenceStep, ReassessOnZonesStep],
  exports: [AssessmentRepository, VerificationRepository, AssessStep, ReassessOnReferenceStep, ReassessOnZonesStep],
})
export class AssessmentModule {}
