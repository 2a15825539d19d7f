import { Module } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { EpisodesController } from './episodes.controller';
import { EpisodesRepository } from './episodes.repository';
import { EpisodesService } from './episodes.service';
import { IncidentRepository } from './incident.repository';
import { LearningController } from './learning.controller';
import { LearningService } from './learning.service';
import { LinkStep } from './link.step';
import { LinkageReader } from './linkage.reader';
import { NeighboursRepository } from './neighbours.repository';
import { RestructureController } from './restructure.controller';
import { RestructureRepository } from './restructure.repository';
import { RestructureService } from './restructure.service';
import { WordWeights } from './word-weights.repository';

@Module({
  imports: [AgreementModule],
  controllers: [RestructureController, EpisodesController, LearningController],
  providers: [NeighboursRepository, IncidentRepository, WordWeights, LinkageReader, LinkStep, RestructureRepository, RestructureService, EpisodesRepository, EpisodesService, LearningService],
  exports: [LinkageReader, LinkStep, EpisodesRepository],
})
export class LinkageModule {}
