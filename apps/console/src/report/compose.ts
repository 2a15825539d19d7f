// compose.ts - from what was typed to the report that is sent. What was left out stays out.
import type { SubmitReport } from '../api/shapes';

export interface Typed {
  kind: string;
  act: string;
  weapon: string;
  target: string;
  narrative: string;
  language: string;
  from: string;
  to: string;
  precision: string;
  place: string;
  pcode: string;
  lat: string;
  lon: string;
  radiusM: string;
  perpetrator: string;
  victim: string;
  killed: string;
  wounded: string;
  observation: string;
  isTest: boolean;
}

export const NOTHING: Typed = { kind: 'VIOLATION', act: '', weapon: '', target: '', narrative: '', language: '', from: '', to: '', precision: 'HOUR', place: '', pcode: '', lat: '', lon: '', radiusM: '', perpetrator: '', victim: '', killed: '', wounded: '', observation: '', isTest: false };

/** Enough to send: words or an act, a time, and a place. */
export function isEnough({ narrative, act, from, place, pcode, lat, lon }: Typed): boolean {
  return Boolean((narrative.trim() || act) && from && (place.trim() || pcode.trim() || (lat && lon)));
}

/** The times stay as the reporter's clock showed them, with the name of the zone: the service never shifts them silently. */
export function composed(typed: Typed, { clientReportId, timeZone, evidence }: { clientReportId: string; timeZone: string; evidence: { sha256: string; mediaType?: string }[] }): SubmitReport {
  const number = (text: string) => (text.trim() === '' ? undefined : Number(text));
  const text = (words: string) => words.trim() || undefined;
  const casualties = { killed: number(typed.killed), wounded: number(typed.wounded) };
  const report = {
    clientReportId,
    kind: typed.kind,
    messageStatus: typed.isTest ? 'EXERCISE' : undefined,
    language: text(typed.language),
    narrative: text(typed.narrative),
    occurred: typed.to
      ? { from: withOffset(typed.from, timeZone), to: withOffset(typed.to, timeZone), precision: 'WINDOW' }
      : { local: typed.from, timeZone, precision: typed.precision },
    place: { name: text(typed.place), pcode: text(typed.pcode), lat: number(typed.lat), lon: number(typed.lon), radiusM: number(typed.radiusM) },
    act: text(typed.act),
    weapon: text(typed.weapon),
    target: text(typed.target),
    allegedPerpetrator: text(typed.perpetrator),
    allegedVictim: text(typed.victim),
    casualties: casualties.killed === undefined && casualties.wounded === undefined ? undefined : casualties,
    observation: text(typed.observation),
    evidence: evidence.length > 0 ? evidence : undefined,
  };
  return JSON.parse(JSON.stringify(report)) as SubmitReport;
}

/** `2016-02-29T11:20` on a wall in `timeZone`, as RFC 3339 with the offset that held there. */
export function withOffset(local: string, timeZone: string): string {
  const asUtc = Date.parse(`${local}:00Z`);
  const minutes = offsetAt(asUtc - offsetAt(asUtc, timeZone) * 60_000, timeZone);
  const size = Math.abs(minutes);
  return `${local}:00${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}

function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' }).formatToParts(instant);
  const of = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  return Math.round((Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) - instant) / 60_000);
}
