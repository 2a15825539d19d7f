export { checkBulletin, readPublished, type BulletinFlag, type PublishedBulletin } from './bulletin-check';
export { ExportModule } from './export.module';
export type { IncidentRow } from './incident-row';
export type { LogEntryRow } from './log-entry-row';
export { checkpointLine, entryLine, headLine } from './log-line';
