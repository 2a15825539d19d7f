import { Module } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { AssessStep } from './assess.step';
import { AssessmentRepository } from './assessment.repository';
import { VerificationRepository } from './verification.repository';

@Module({
  imports: [AgreementModule],
  providers: [AssessmentRepository, VerificationRepository, AssessStep],
  exports: [AssessmentRepository, VerificationRepository, AssessStep],
})
export class AssessmentModule {}
