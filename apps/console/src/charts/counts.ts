// counts.ts - what the charts show, counted in the browser from the incidents that were read.
import type { IncidentItem } from '../api/shapes';

export interface PerDay {
  /** Days as `YYYY-MM-DD` in the agreement's time zone, without gaps. */
  days: string[];
  /** How many of each kind on each day; the kinds that occur most often first. */
  kinds: { kind: string; counts: number[] }[];
}

/** What an incident is counted as: the weapon when it says more than the act. */
export function kindOf({ act, weapon }: Pick<IncidentItem, 'act' | 'weapon'>): string {
  return weapon && weapon !== 'NONE' && weapon !== 'UNKNOWN' ? `weapon.${weapon}` : act ? `act.${act}` : 'weapon.UNKNOWN';
}

/** Real events only, and those that stand for themselves. */
export function countable(incidents: readonly IncidentItem[]): IncidentItem[] {
  return incidents.filter(({ messageStatus, absorbedInto }) => messageStatus === 'ACTUAL' && absorbedInto === null);
}

const LONGEST = 400;

export function dayIn(timeZone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (at) => format.format(new Date(at));
}

export function perDay(incidents: readonly IncidentItem[], timeZone: string, mostKinds = 6): PerDay {
  const day = dayIn(timeZone);
  const dated = incidents.map((incident) => ({ day: day(incident.from), kind: kindOf(incident) }));
  if (dated.length === 0) return { days: [], kinds: [] };
  const sorted = dated.map((one) => one.day).sort();
  const days = daysBetween(sorted[0]!, sorted.at(-1)!).slice(-LONGEST);
  const at = new Map(days.map((name, index) => [name, index]));
  const totals = new Map<string, number>();
  for (const { kind } of dated) totals.set(kind, (totals.get(kind) ?? 0) + 1);
  const named = [...totals].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, mostKinds).map(([kind]) => kind);
  const kinds = [...named, ...(totals.size > named.length ? ['other'] : [])].map((kind) => ({ kind, counts: days.map(() => 0) }));
  for (const one of dated) {
    const index = at.get(one.day);
    const row = kinds.find(({ kind }) => kind === one.kind) ?? kinds.at(-1)!;
    if (index !== undefined) row.counts[index]! += 1;
  }
  return { days, kinds };
}

export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${first}T00:00:00Z`); at <= Date.parse(`${last}T00:00:00Z`); at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** Counts per value, in the order given, the rest behind. */
export function tally<Value extends string | number>(values: readonly Value[], order: readonly Value[] = []): [Value, number][] {
  const counts = new Map<Value, number>(order.map((value) => [value, 0]));
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts];
}

export const AGES = [0, 12, 24, 48, 72] as const;

/** How many wait since how many hours: one count for each edge of AGES, up to the next one. */
export function ages(waiting: readonly { offeredAt: string }[], now: number): number[] {
  const counts = AGES.map(() => 0);
  for (const { offeredAt } of waiting) {
    const hours = (now - Date.parse(offeredAt)) / 3_600_000;
    counts[Math.max(0, AGES.findLastIndex((edge) => hours >= edge))]! += 1;
  }
  return counts;
}
