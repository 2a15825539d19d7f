// stream.fixture.ts - for specs: the events of a public stream as linkage sees them, names looked up in the shipped agreement.
import { agreementOf, readReferenceFolder } from '@hotline/agreement';
import { generator } from './fit/bootstrap';
import type { Sighting } from './sighting';
import { wordsOf } from './words';

interface Event {
  id: string;
  feed: string;
  admin?: { adm3?: string } | null;
}

export const agreement = agreementOf(
  readReferenceFolder('reference/syria-2016').map((row, index) => ({ ...row, id: String(index), recordedAt: new Date('2016-02-26T22:00:00Z') })),
  '1',
);

/** Each event of JSON lines as the report that `reportOf` makes of it; every feed is one reporter. */
export function streamOf<E extends Event>(lines: string, reportOf: (event: E, timeZone: string) => object): { sighting: Sighting; narrative: string | null; language: string }[] {
  const events = lines.split('\n').filter(Boolean).map((line) => JSON.parse(line) as E);
  return events.map((event, index) => {
    const body = reportOf(event, 'Asia/Damascus') as Body;
    const { lat, lon, radiusM, name } = body.place;
    const narrative = body.narrative ?? null;
    const sighting: Sighting = {
      reportId: event.id,
      seq: index + 1,
      reporterId: event.feed,
      sourceId: event.feed,
      messageStatus: 'ACTUAL',
      from: Date.parse(body.occurred.from),
      to: Date.parse(body.occurred.to),
      point: lat === undefined || lon === undefined ? null : { lat, lon, radiusM: radiusM! },
      pcode: event.admin?.adm3 ?? null,
      placeName: name,
      words: wordsOf(narrative, body.language),
      act: body.act,
      weapon: body.weapon ?? null,
      target: body.target ?? null,
      perpetrator: mentionOf(body.allegedPerpetrator),
      victim: mentionOf(body.allegedVictim),
      killed: body.casualties?.killed ?? null,
      wounded: null,
      media: [],
      convoy: null,
    };
    return { sighting, narrative, language: body.language };
  });
}

/** The same items in an order that only the seed decides. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = generator(seed);
  return items.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}

interface Body {
  narrative?: string;
  language: string;
  occurred: { from: string; to: string };
  place: { lat?: number; lon?: number; radiusM?: number; name: string };
  act: string;
  weapon?: string;
  target?: string;
  allegedPerpetrator?: string;
  allegedVictim?: string;
  casualties?: { killed: number };
}

function mentionOf(text: string | undefined): Sighting['perpetrator'] {
  if (!text) return null;
  const party = agreement.resolveParty(text);
  return { text, code: party?.code ?? null, side: party?.side ?? null };
}
