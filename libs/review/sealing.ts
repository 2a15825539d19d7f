// sealing.ts - is a round of opinions still sealed, does it open, or does it begin anew?
import { CO_CHAIRS, type CoChair } from '@hotline/agreement';

export interface OpenRound {
  /** Sides that have filed, a recusal included. */
  filed: readonly CoChair[];
  /** The deadline: this instant is already past it. */
  dueAt: Date;
}

export type Fate =
  | { kind: 'SEALED'; why: string }
  /** `silent` are the sides whose silence is recorded as NO_RESPONSE. */
  | { kind: 'REVEAL'; why: 'BOTH_FILED' | 'DEADLINE'; silent: CoChair[] }
  | { kind: 'RENEW'; why: string };

/**
 * Both filed: open. The deadline passed and one filed: open, the other's silence stands beside it. The deadline passed and
 * nobody filed: a new round, so that whoever speaks first is sealed again. The policy says how long (`opinions.deadlineHours`).
 */
export function fateOf({ filed, dueAt }: OpenRound, now: Date): Fate {
  const silent = CO_CHAIRS.filter((side) => !filed.includes(side));
  if (silent.length === 0) return { kind: 'REVEAL', why: 'BOTH_FILED', silent: [] };
  if (now < dueAt) return { kind: 'SEALED', why: `until both have filed or ${dueAt.toISOString()}` };
  if (filed.length === 0) return { kind: 'RENEW', why: 'neither co-chair filed before the deadline' };
  return { kind: 'REVEAL', why: 'DEADLINE', silent };
}

/** When a round opened at `openedAt` is due. */
export function dueAt(openedAt: Date, { deadlineHours }: { deadlineHours: number }): Date {
  return new Date(openedAt.getTime() + deadlineHours * 3_600_000);
}

/** Opinions on an earlier revision of an incident no longer speak of it: a report came, or it was merged or split. */
export function isStale(opinion: { incidentRevision: number }, incident: { revision: number }): boolean {
  return opinion.incidentRevision !== incident.revision;
}
