// sighting.row.ts - a stored report with its placement, as it is read and as it is compared.
import type { Agreement } from '@hotline/agreement';
import type { Mention, Sighting } from './sighting';
import { wordsOf, type Words } from './words';

/** Says which party a name means; the registry of the agreement answers. */
export type PartyLookup = Pick<Agreement, 'resolveParty'>;

export interface SightingRow {
  reportId: string;
  seq: string;
  reporterId: string;
  sourceId: string;
  messageStatus: string;
  language: string | null;
  narrative: string | null;
  occurredFrom: number;
  occurredTo: number;
  lat: number | null;
  lon: number | null;
  radiusM: number | null;
  pcode: string | null;
  placeName: string | null;
  act: string | null;
  weapon: string | null;
  target: string | null;
  perpetrator: string | null;
  victim: string | null;
  killed: number | null;
  wounded: number | null;
  evidence: { sha256: string }[];
  convoy: string | null;
  echoOf?: string | null;
}

/** The columns of a report `r` and its placement `p`; language and narrative are asked for by who needs the words. */
export const REPORT = `r.id AS "reportId", r.seq, r.reporter_id AS "reporterId", r.source_id AS "sourceId",
  r.message_status AS "messageStatus", extract(epoch FROM r.occurred_from)::float8 * 1000 AS "occurredFrom",
  extract(epoch FROM r.occurred_to)::float8 * 1000 AS "occurredTo",
  p.lat, p.lon, p.radius_m AS "radiusM", p.pcode, r.stated_place AS "placeName", r.act, r.weapon, r.target,
  r.alleged_perpetrator AS perpetrator, r.alleged_victim AS victim, r.killed, r.wounded, r.evidence, r.convoy_reference AS convoy`;

export const FROM_REPORT = `FROM report r JOIN report_placement p ON p.report_id = r.id`;

export function sightingOf(row: SightingRow, parties: PartyLookup): Sighting {
  const { lat, lon, radiusM } = row;
  return {
    reportId: row.reportId,
    seq: Number(row.seq),
    reporterId: row.reporterId,
    sourceId: row.sourceId,
    messageStatus: row.messageStatus,
    from: Math.round(row.occurredFrom),
    to: Math.round(row.occurredTo),
    point: lat === null || lon === null || radiusM === null ? null : { lat, lon, radiusM },
    pcode: row.pcode,
    placeName: row.placeName,
    words: rememberedWords(row),
    act: row.act,
    weapon: row.weapon,
    target: row.target,
    perpetrator: mentionOf(row.perpetrator, parties),
    victim: mentionOf(row.victim, parties),
    killed: row.killed,
    wounded: row.wounded,
    media: row.evidence.map(({ sha256 }) => sha256.toLowerCase()),
    convoy: row.convoy,
    echoOf: row.echoOf ?? null,
  };
}

/** What a report says never changes, and a report is read again with each that comes after it nearby. */
const remembered = new Map<string, Words>();
const MOST_REMEMBERED = 1_000;

function rememberedWords({ reportId, narrative, language }: SightingRow): Words {
  if (narrative === null) return wordsOf(null, null);
  const known = remembered.get(reportId);
  if (known) return known;
  const words = wordsOf(narrative, language);
  if (remembered.size >= MOST_REMEMBERED) remembered.delete(remembered.keys().next().value!);
  remembered.set(reportId, words);
  return words;
}

function mentionOf(text: string | null, parties: PartyLookup): Mention | null {
  if (!text?.trim()) return null;
  const party = parties.resolveParty(text);
  return { text: text.trim(), code: party?.code ?? null, side: party?.side ?? null };
}
