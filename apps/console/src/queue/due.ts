// due.ts - when both opinions are due: as the service says, else the policy's hours after the offer.
import type { IncidentItem } from '../api/shapes';

const HOUR = 3_600_000;

/** Milliseconds since the epoch; null when nothing is due. */
export function dueOf(incident: Pick<IncidentItem, 'dueAt' | 'deadlineAt' | 'offeredAt' | 'determination' | 'factStatus'>, opinionHours: number | null): number | null {
  if (incident.determination !== 'PENDING' || incident.factStatus !== 'VERIFIED') return null;
  const said = incident.dueAt ?? incident.deadlineAt;
  if (said) return Date.parse(said);
  return incident.offeredAt === null || opinionHours === null ? null : Date.parse(incident.offeredAt) + opinionHours * HOUR;
}
