// report-seen-by.ts - which part of a report may this viewer see? Nobody but OSE is given words and their hash together.
import type { IncidentReport } from './incident-reports.repository';
import type { Viewer } from './reveal';

type SeenReport = Omit<IncidentReport, 'sourceId'>;

/**
 * A hash of words that one can read tells what one cannot: the exact point, a telephone number, by trying them all. So auditors check
 * hashes and read nothing that a reporter put in words; reviewers read, and have no hash.
 */
export function reportSeenBy(viewer: Viewer, report: SeenReport): SeenReport {
  if (viewer === 'OSE') return report;
  if (viewer !== 'AUDITOR') return { ...report, contentSha256: null };
  return { ...report, narrative: null, allegedPerpetrator: null, allegedVictim: null, place: { ...report.place, stated: null } };
}
