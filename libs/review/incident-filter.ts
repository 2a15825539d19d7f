// incident-filter.ts - which incidents a list or an export shows, as a condition on the docket.
import type { FactStatus, IncidentState, ScopeReason } from '@hotline/agreement';

export const QUEUES = ['verified', 'candidates', 'all'] as const;
export type Queue = (typeof QUEUES)[number];

export interface Bbox {
  minLon: number;
  minLat: number;
  maxLon: number;
  maxLat: number;
}

export interface IncidentFilter {
  queue: Queue;
  zone?: string;
  /** Among the alleged perpetrators or the victims. */
  party?: string;
  scope?: ScopeReason;
  factStatus?: FactStatus;
  state?: IncidentState;
  /** May have happened at or after this instant ... */
  from?: Date;
  /** ... and at or before this one. */
  to?: Date;
  bbox?: Bbox;
}

export interface Condition {
  sql: string;
  parameters: unknown[];
}

/** Exercises stay out of the working queues; an incident that another has taken in is listed nowhere, so nothing counts twice. */
const OF_QUEUE: Readonly<Record<Queue, string>> = {
  verified: 'is_queued',
  candidates: `fact_status IN ('PENDING', 'UNVERIFIED') AND message_status = 'ACTUAL' AND absorbed_into IS NULL`,
  all: 'absorbed_into IS NULL',
};

/** Values are always parameters; nothing of a request becomes SQL. */
export function conditionOf(filter: IncidentFilter): Condition {
  const parameters: unknown[] = [];
  const bind = (value: unknown) => `$${parameters.push(value)}`;
  const parts = [OF_QUEUE[filter.queue]];
  if (filter.zone !== undefined) parts.push(`zones @> ARRAY[${bind(filter.zone)}]`);
  if (filter.party !== undefined) parts.push(`parties @> ARRAY[${bind(filter.party)}]`);
  if (filter.scope !== undefined) parts.push(`scope = ${bind(filter.scope)}`);
  if (filter.factStatus !== undefined) parts.push(`fact_status = ${bind(filter.factStatus)}`);
  if (filter.state !== undefined) parts.push(`state = ${bind(filter.state)}`);
  if (filter.from !== undefined) parts.push(`occurred_to >= ${bind(filter.from)}`);
  if (filter.to !== undefined) parts.push(`occurred_from <= ${bind(filter.to)}`);
  if (filter.bbox !== undefined) {
    const { minLon, minLat, maxLon, maxLat } = filter.bbox;
    parts.push(`lon BETWEEN ${bind(minLon)} AND ${bind(maxLon)}`, `lat BETWEEN ${bind(minLat)} AND ${bind(maxLat)}`);
  }
  return { sql: parts.join(' AND '), parameters };
}

/** `minLon,minLat,maxLon,maxLat` in degrees, or null. */
export function parseBbox(text: string): Bbox | null {
  const parts = text.split(',');
  if (parts.length !== 4 || !parts.every((part) => /^-?\d{1,3}(\.\d{1,12})?$/.test(part))) return null;
  const [minLon, minLat, maxLon, maxLat] = parts.map(Number) as [number, number, number, number];
  const isOnEarth = minLon >= -180 && maxLon <= 180 && minLat >= -90 && maxLat <= 90;
  return isOnEarth && minLon <= maxLon && minLat <= maxLat ? { minLon, minLat, maxLon, maxLat } : null;
}
