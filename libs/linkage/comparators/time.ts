// time.ts - do two uncertain intervals allow one event?
import type { Comparator } from './comparator';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const time: Comparator<
  | 'same hour'
  | 'minutes apart'
  | 'same part of the day'
  | 'an hour apart'
  | 'same day'
  | 'same days'
  | 'same episode'
  | 'hours apart'
  | 'apart'
> = {
  name: 'time',
  levels: [
    'same hour',
    'minutes apart',
    'same part of the day',
    'an hour apart',
    'same day',
    'same days',
    'same episode',
    'hours apart',
    'apart',
  ],
  compare(a, b, { reach }) {
    const gap = Math.max(a.from, b.from) - Math.min(a.to, b.to);
    const wider = Math.max(a.to - a.from, b.to - b.from);
    const narrower = Math.min(a.to - a.from, b.to - b.from);
    const vague = wider > 12 * HOUR;

    // Two days that meet at midnight share an instant and nothing else.
    if (narrower > 12 * HOUR && gap > -HOUR) return { level: 'apart', compared: 'different days' };
    // A stated day already holds its own doubt: beside it there is none left to allow for.
    if (gap > 0 && vague) return { level: 'apart', compared: `${hoursText(gap)} outside the stated time` };
    if (gap > reach.minutes * MINUTE) return { level: 'apart', compared: `${hoursText(gap)} apart` };
    if (gap > HOUR) return { level: 'hours apart', compared: `${hoursText(gap)} apart` };
    if (gap > 30 * MINUTE) return { level: 'an hour apart', compared: `${Math.round(gap / MINUTE)} minutes apart` };
    if (gap > 0) return { level: 'minutes apart', compared: `${Math.max(1, Math.round(gap / MINUTE))} minutes apart` };
    if (wider > reach.episodeHours * HOUR) return { level: 'same episode', compared: 'within a stretch of many days' };
    if (wider > 36 * HOUR) return { level: 'same days', compared: 'within the same days' };
    if (wider > 12 * HOUR) return { level: 'same day', compared: 'on the same day' };
    if (wider > 2 * HOUR) return { level: 'same part of the day', compared: 'in the same part of the day' };
    return { level: 'same hour', compared: 'within the same hour' };
  },
};

function hoursText(ms: number): string {
  if (ms < HOUR) return `${Math.max(1, Math.round(ms / MINUTE))} minutes`;
  if (ms < 48 * HOUR) return `${(ms / HOUR).toFixed(1)} hours`;
  return `${Math.round(ms / (24 * HOUR))} days`;
}
