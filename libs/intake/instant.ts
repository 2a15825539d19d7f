// instant.ts - an RFC 3339 instant with an offset, or nothing.

const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const RFC3339 = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})T${CLOCK}:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-](?:0\\d|1[0-4]):[0-5]\\d)$`);
const LOCAL = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})T${CLOCK}(?::[0-5]\\d)?$`);
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** The instant, or null for anything RFC 3339 does not allow: no offset, week dates, 30 February, 24:00, leap seconds. */
export function parseInstant(text: string): Date | null {
  return isOnADay(RFC3339.exec(text)) ? new Date(text) : null;
}

/** A wall-clock time without an offset: `2016-03-25T00:30` or with seconds. */
export function isLocalTime(text: string): boolean {
  return isOnADay(LOCAL.exec(text));
}

/** Whether what a form above found has a day that exists. */
function isOnADay(found: RegExpExecArray | null): boolean {
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = DAYS[month - 1];
  return year >= 1 && days !== undefined && day >= 1 && day <= (month === 2 && isLeap ? 29 : days);
}
