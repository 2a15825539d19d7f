import { Module } from '@nestjs/common';
import { IntakeService } from './intake.service';
import { ProofOfWork } from './proof-of-work.service';
import { PublicController } from './public.controller';
import { ReportsController } from './reports.controller';
import { ReportsRepository } from './reports.repository';
import { RetentionModule } from './retention.module';
import { Sealer } from './sealing.service';

@Module({ imports: [RetentionModule], controllers: [ReportsController, PublicController], providers: [IntakeService, ProofOfWork, ReportsRepository, Sealer] })
export class IntakeModule {}
