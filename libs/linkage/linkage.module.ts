import { Module } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { EpisodesController } from './episodes.controller';
import { EpisodesRepository } from './episodes.repository';
import { EpisodesService } from './episodes.service';
import { LearningController } from './learning.controller';
import { LearningService } from './learning.service';
import { LinkStep } from './link.step';
import { LinkageReader } from './linkage.reader';
import { LinkageRepository } from './linkage.repository';
import { RestructureController } from './restructure.controller';
import { RestructureRepository } from './restructure.repository';
import { RestructureService } from './restructure.service';

@Module({
  imports: [AgreementModule],
  controllers: [RestructureController, EpisodesController, LearningController],
  providers: [LinkageRepository, LinkageReader, LinkStep, RestructureRepository, RestructureService, EpisodesRepository, EpisodesService, LearningService],
  exports: [LinkageReader, LinkStep, EpisodesRepository],
})
export class LinkageModule {}
