// day.ts - a calendar day as an interval: 23, 24 or 25 hours, as its time zone has it.
import { Temporal } from 'temporal-polyfill';

/** From midnight to the next, end exclusive. Null for a day or a zone that does not exist. */
export function dayIn(date: string, timeZone: string): { from: Date; to: Date } | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  try {
    const day = Temporal.PlainDate.from(date, { overflow: 'reject' });
    const start = (of: Temporal.PlainDate) => new Date(of.toZonedDateTime(timeZone).epochMilliseconds);
    return { from: start(day), to: start(day.add({ days: 1 })) };
  } catch {
    return null;
  }
}
