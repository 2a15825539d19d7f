// sighting.fixture.ts - for specs: an ordinary report, in which a case changes only what it is about.
import type { Sighting } from './sighting';
import { wordsOf } from './words';

let seq = 0;

/** An air strike on Talbiseh at ten in the morning, told in so many words; every call is another report of another source. */
export function sighting(change: Partial<Sighting> & { text?: string; language?: string } = {}): Sighting {
  const { text = null, language = null, ...fields } = change;
  const number = (seq += 1);
  return {
    reportId: `report-${number}`,
    seq: number,
    reporterId: `reporter-${number}`,
    sourceId: `source-${number}`,
    messageStatus: 'ACTUAL',
    ...at('2016-03-05T08:00:00Z'),
    point: TALBISEH,
    pcode: 'SY040401',
    placeName: null,
    words: wordsOf(text, language),
    act: 'ATTACK',
    weapon: 'AIR_STRIKE',
    target: null,
    perpetrator: null,
    victim: null,
    killed: null,
    wounded: null,
    media: [],
    convoy: null,
    ...fields,
  };
}

export const TALBISEH = { lat: 34.841, lon: 36.731, radiusM: 1000 };

/** An instant, or the interval from one to another. */
export function at(from: string, to = from): { from: number; to: number } {
  return { from: Date.parse(from), to: Date.parse(to) };
}

/** A day in Damascus before the clocks changed. */
export function day(date: string): { from: number; to: number } {
  const from = Date.parse(`${date}T00:00:00+02:00`);
  return { from, to: from + 24 * 3_600_000 - 1 };
}

/** A point so many kilometres north of Talbiseh. */
export function north(km: number, radiusM = TALBISEH.radiusM) {
  return { lat: TALBISEH.lat + km / 111.195, lon: TALBISEH.lon, radiusM };
}
