import { Module } from '@nestjs/common';
import { ExportsController } from './exports.controller';
import { IncidentExportRepository } from './incident-export.repository';
import { IncidentExportService } from './incident-export.service';

@Module({ controllers: [ExportsController], providers: [IncidentExportRepository, IncidentExportService] })
export class ExportModule {}
