export { checkBulletin, readPublished, type BulletinFlag, type PublishedBulletin } from './bulletin-check';
export { ExportModule } from './export.module';
export type { IncidentRow } from './incident-row';
export { entryLine, type LogEntryRow } from './log-line';
