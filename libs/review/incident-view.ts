// incident-view.ts - the shapes in which an incident leaves the service.
import type { StoredLine } from './docket.repository';

export type IncidentItem = Omit<StoredLine, 'seq' | 'assessmentId' | 'parties' | 'interested'>;

/** A line of a list: what any of the three roles may read. */
export function itemOf({ seq: _seq, assessmentId: _assessmentId, parties: _parties, interested: _interested, ...item }: StoredLine): IncidentItem {
  return item;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id that cannot exist is treated like one that does not. */
export function isIncidentId(text: string): boolean {
  return UUID.test(text);
}
