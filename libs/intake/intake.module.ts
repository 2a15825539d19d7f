import { Module } from '@nestjs/common';
import { IntakeService } from './intake.service';
import { ReportsController } from './reports.controller';
import { ReportsRepository } from './reports.repository';
import { Sealer } from './sealing.service';

@Module({ controllers: [ReportsController], providers: [IntakeService, ReportsRepository, Sealer] })
export class IntakeModule {}
