export { checkBulletin, readPublished, type BulletinFlag, type PublishedBulletin } from './bulletin-check';
export { ExportModule } from './export.module';
export type { IncidentRow } from './incident-row';
export { checkpointLine, entryLine, headLine, type LogEntryRow } from './log-line';
