import { Module } from '@nestjs/common';
import { ExportsController } from './exports.controller';
import { IncidentExportRepository } from './incident-export.repository';
import { IncidentExportService } from './incident-export.service';
import { LogExportRepository } from './log-export.repository';
import { LogExportService } from './log-export.service';
import { LogFsckController } from './log-fsck.controller';
import { LogFsck } from './log-fsck.service';
import { SnapshotRepository } from './snapshot.repository';

@Module({
  controllers: [ExportsController, LogFsckController],
  providers: [SnapshotRepository, IncidentExportRepository, IncidentExportService, LogExportRepository, LogExportService, LogFsck],
})
export class ExportModule {}
