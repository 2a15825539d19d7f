// stream-report.ts - an event of a public dataset as the report a monitor would have sent, without adding anything to it.
import { Temporal } from 'temporal-polyfill';

/** One line of an event stream (UCDP GED or a video archive), as far as a report can carry it. */
export interface StreamEvent {
  id: string;
  feed: string;
  occurredAt: string;
  occurredTo?: string;
  datePrecision: string;
  lat?: number | null;
  lon?: number | null;
  locPrecision?: string | null;
  place?: string | null;
  placeAr?: string | null;
  category: string;
  actors?: string[];
  allegedPerpetrator?: string | null;
  text?: string | null;
  textAr?: string | null;
  deaths?: { best?: number };
  mediaIds?: string[];
}

/** Metres within which the true place lies, by the dataset's own word for its precision. */
const RADIUS_M: Readonly<Record<string, number>> = {
  exact_place: 1_000,
  settlement: 2_000,
  within_25km: 25_000,
  district: 30_000,
  governorate: 80_000,
  region: 150_000,
  country: 400_000,
};

/** The body of POST /v1/reports. `timeZone` is the zone in which the dataset's days are days. */
export function reportOf(event: StreamEvent, timeZone: string): Record<string, unknown> {
  const narrative = [event.textAr, event.text].filter(Boolean).join('\n');
  return {
    clientReportId: event.id,
    kind: 'VIOLATION',
    language: event.textAr ? 'ar' : 'en',
    ...(narrative ? { narrative } : {}),
    occurred: occurredOf(event, timeZone),
    place: placeOf(event),
    act: 'ATTACK',
    ...weaponOf(event.category),
    ...partiesOf(event),
    ...(event.deaths?.best ? { casualties: { killed: event.deaths.best } } : {}),
    observation: event.mediaIds?.length ? 'CAMERA' : 'SECONDHAND',
  };
}

/** A point when the dataset has one, else its name, else the plain word that there is none: such a report stays unplaced. */
function placeOf({ lat, lon, locPrecision, place, placeAr }: StreamEvent): Record<string, unknown> {
  const name = place ?? placeAr ?? 'not stated';
  if (lat === undefined || lat === null || lon === undefined || lon === null) return { name };
  return { lat, lon, radiusM: RADIUS_M[locPrecision ?? ''] ?? 25_000, name };
}

function occurredOf(event: StreamEvent, timeZone: string): Record<string, string> {
  const dayOf = (text: string) => Temporal.PlainDate.from(text.slice(0, 10));
  const start = dayOf(event.occurredAt).toZonedDateTime(timeZone);
  const end = dayOf(event.occurredTo ?? event.occurredAt).add({ days: 1 }).toZonedDateTime(timeZone).subtract({ seconds: 1 });
  const written = (time: Temporal.ZonedDateTime) => time.toString({ timeZoneName: 'never', fractionalSecondDigits: 0 });
  return { from: written(start), to: written(end), precision: event.datePrecision === 'day' ? 'DAY' : 'WINDOW' };
}

function weaponOf(category: string): Record<string, string> {
  if (category === 'airstrike/civilian_harm') return { weapon: 'AIR_STRIKE', target: 'CIVILIAN_AREA' };
  if (category === 'chemical_attack') return { weapon: 'CHEMICAL' };
  return {};
}

/** A clash names two sides and not who broke the calm: both are then alleged perpetrators and both alleged victims. */
function partiesOf(event: StreamEvent): Record<string, string> {
  if (event.allegedPerpetrator) return { allegedPerpetrator: event.allegedPerpetrator };
  const [first, second] = event.actors ?? [];
  if (!first) return {};
  if (!second || second === 'Civilians') return { allegedPerpetrator: first };
  return { allegedPerpetrator: `${first} / ${second}`, allegedVictim: `${second} / ${first}` };
}
