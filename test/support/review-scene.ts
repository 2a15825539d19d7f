// review-scene.ts - what most stories about reviewing begin with: an incident that two independent monitors reported.
import { Clock } from '@hotline/platform';
import { aReport } from './report-builder';
import type { TestService } from './test-service';

/** Two monitors report the same event; resolves with its incident's id once it is in both queues. */
export async function verifiedIncident(service: TestService, change: Record<string, unknown> = {}): Promise<string> {
  // In words of their own: the same words are heard as one source.
  const narrative = `${String(change.narrative ?? 'Mortar rounds fell on the town.')} So it looked from the next village.`;
  const [first] = await Promise.all([report(service, 'monitor', change), report(service, 'monitor2', { ...change, narrative })]);
  await service.settled();
  return incidentOf(service, first.reportId);
}

export async function report(service: TestService, as: 'monitor' | 'monitor2', change: Record<string, unknown> = {}): Promise<{ reportId: string; receipt: string }> {
  const answer = await service.post('/v1/reports', as, aReport(change));
  if (answer.status !== 202) throw new Error(`The report was answered ${answer.status}: ${answer.text}`);
  return answer.body as { reportId: string; receipt: string };
}

export async function incidentOf(service: TestService, reportId: string): Promise<string> {
  const [row] = await service.db.database.query<{ id: string }>('SELECT incident_id AS id FROM incident_report WHERE report_id = $1', [reportId]);
  return row!.id;
}

/** A clock that a story moves. It starts in the past and never passes the present: PostgreSQL keeps its own. */
export function movedClock(hoursAgo: number): { forward(hours: number): void; stop(): void } {
  let at = Date.now() - hoursAgo * 3_600_000;
  const spy = jest.spyOn(Clock.prototype, 'now').mockImplementation(() => new Date(at));
  return { forward: (hours) => void (at += hours * 3_600_000), stop: () => spy.mockRestore() };
}
