import { Module } from '@nestjs/common';
import { IntakeService } from './intake.service';
import { ReportsController } from './reports.controller';
import { ReportsRepository } from './reports.repository';
import { RetentionModule } from './retention.module';
import { Sealer } from './sealing.service';

@Module({ imports: [RetentionModule], controllers: [ReportsController], providers: [IntakeService, ReportsRepository, Sealer] })
export class IntakeModule {}
