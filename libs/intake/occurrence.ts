// occurrence.ts - when did it happen, given how sure the reporter is? The answer is an interval, never a guess.
import { Temporal } from 'temporal-polyfill';
import type { TimePrecision } from '@hotline/agreement';
import { parseInstant } from './instant';

/** What the reporter said, word for word. */
export interface StatedTime {
  from?: string;
  to?: string;
  local?: string;
  timeZone?: string;
  precision?: TimePrecision;
}

export type TimeFlag = 'INVALID_LOCAL_TIME' | 'AMBIGUOUS_LOCAL_TIME';

export interface Occurrence {
  /** Both ends belong to the interval. */
  from: Date;
  to: Date;
  precision: TimePrecision;
  flag: TimeFlag | null;
}

/** How far the true time may lie from the stated one on either side, in minutes. Operator policy, not the Terms. */
const SPREAD_MINUTES = { EXACT: 0, HOUR: 30, PART_OF_DAY: 180, DAY: 0, WINDOW: 0 } as const satisfies Record<TimePrecision, number>;

/**
 * The uncertain interval of a stated time. A local time that the clocks skipped, or showed twice, is kept and flagged:
 * the interval then covers both readings. `DAY` without an end is the calendar day at the stated offset or zone.
 */
export function occurrenceOf(stated: StatedTime): Occurrence {
  const precision = stated.precision ?? (stated.to ? 'WINDOW' : 'EXACT');
  const { earliest, latest, flag } = stated.local === undefined ? readInstant(stated) : readLocal(stated.local, stated.timeZone ?? 'UTC');
  const end = stated.to === undefined ? latest : new Date(Math.max(latest.getTime(), parseInstant(stated.to)?.getTime() ?? 0));
  if (precision === 'DAY' && stated.to === undefined) return { ...dayOf(stated, earliest), precision, flag };
  const spread = SPREAD_MINUTES[precision] * 60_000;
  return { from: new Date(earliest.getTime() - spread), to: new Date(end.getTime() + spread), precision, flag };
}

interface Reading {
  earliest: Date;
  latest: Date;
  flag: TimeFlag | null;
}

function readInstant(stated: StatedTime): Reading {
  const instant = parseInstant(stated.from ?? '');
  if (!instant) throw new TypeError('the time was not validated');
  return { earliest: instant, latest: instant, flag: null };
}

function readLocal(local: string, timeZone: string): Reading {
  const wall = Temporal.PlainDateTime.from(local);
  const read = (disambiguation: 'earlier' | 'later') => new Date(wall.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds);
  const [earlier, later] = [read('earlier'), read('later')];
  if (earlier.getTime() === later.getTime()) return { earliest: earlier, latest: later, flag: null };
  // In a gap the two readings straddle it and neither shows the stated wall time; in a fold both do.
  const isShown = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).toPlainDateTime().equals(wall);
  return { earliest: earlier, latest: later, flag: isShown ? 'AMBIGUOUS_LOCAL_TIME' : 'INVALID_LOCAL_TIME' };
}

function dayOf(stated: StatedTime, instant: Date): { from: Date; to: Date } {
  const zone = stated.local === undefined ? (/(?:Z|[+-]\d{2}:\d{2})$/.exec(stated.from ?? '')?.[0] ?? 'Z') : (stated.timeZone ?? 'UTC');
  const timeZone = zone === 'Z' ? 'UTC' : zone;
  const day = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const start = day.toZonedDateTime(timeZone);
  const end = day.add({ days: 1 }).toZonedDateTime(timeZone).subtract({ milliseconds: 1 });
  return { from: new Date(start.epochMilliseconds), to: new Date(end.epochMilliseconds) };
}

/** True for an IANA zone name this service knows (offsets such as +03:00 are not zones: they hide daylight saving). */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
