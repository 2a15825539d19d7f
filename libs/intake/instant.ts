// instant.ts - an RFC 3339 instant with an offset, or nothing.

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-](\d{2}):(\d{2}))$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** The instant, or null for anything RFC 3339 does not allow: no offset, week dates, 30 February, 24:00, leap seconds. */
export function parseInstant(text: string): Date | null {
  const parts = RFC3339.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute, second, offsetHour, offsetMinute] = parts.slice(1).map((part) => Number(part ?? 0)) as Eight;
  if (!isDate(year, month, day) || hour > 23 || minute > 59 || second > 59 || offsetHour > 14 || offsetMinute > 59) return null;
  return new Date(text);
}

/** A wall-clock time without an offset: `2016-03-25T00:30` or with seconds. */
export function isLocalTime(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (!parts) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0)) as Eight;
  return isDate(year, month, day) && hour <= 23 && minute <= 59 && second <= 59;
}

type Eight = [number, number, number, number, number, number, number, number];

function isDate(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = DAYS[month - 1];
  return year >= 1 && days !== undefined && day >= 1 && day <= (month === 2 && isLeap ? 29 : days);
}
