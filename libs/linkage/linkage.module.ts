import { Module } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { LinkStep } from './link.step';
import { LinkageReader } from './linkage.reader';
import { LinkageRepository } from './linkage.repository';

@Module({
  imports: [AgreementModule],
  providers: [LinkageRepository, LinkageReader, LinkStep],
  exports: [LinkageReader, LinkStep],
})
export class LinkageModule {}
