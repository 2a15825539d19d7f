import { Module } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { BulletinRepository } from './bulletin.repository';
import { BulletinService } from './bulletin.service';
import { BulletinsController } from './bulletins.controller';
import { ExportsController } from './exports.controller';
import { IncidentExportRepository } from './incident-export.repository';
import { IncidentExportService } from './incident-export.service';
import { LogExportRepository } from './log-export.repository';
import { LogExportService } from './log-export.service';
import { LogFsckController } from './log-fsck.controller';
import { LogFsckRepository } from './log-fsck.repository';
import { LogFsck } from './log-fsck.service';
import { PublicationService } from './publication.service';
import { SnapshotRepository } from './snapshot.repository';

@Module({
  imports: [AgreementModule],
  controllers: [ExportsController, LogFsckController, BulletinsController],
  providers: [SnapshotRepository, IncidentExportRepository, IncidentExportService, LogExportRepository, LogExportService, LogFsckRepository, LogFsck, BulletinRepository, BulletinService, PublicationService],
})
export class ExportModule {}
