// report-row.ts - from a validated body to the row that is kept for good.
import { hash } from 'node:crypto';
import { occurrenceOf, type StatedTime } from './occurrence';

interface StatedPlace {
  lat?: number;
  lon?: number;
  radiusM?: number;
  pcode?: string;
  name?: string;
}

/** The body after validation, as far as this file cares. */
export interface ReportBody {
  clientReportId: string;
  kind: string;
  messageStatus?: string;
  language?: string;
  narrative?: string;
  occurred: StatedTime;
  place: StatedPlace;
  origin?: StatedPlace;
  act?: string;
  subtype?: string;
  weapon?: string;
  target?: string;
  allegedPerpetrator?: string;
  allegedVictim?: string;
  casualties?: { killed?: number; wounded?: number };
  observation?: string;
  evidence?: { sha256: string; mediaType?: string }[];
  convoyReference?: string;
}

export interface Submission {
  id: string;
  reporterId: string;
  sourceId: string;
  sourceParty: string | null;
  receivedAt: Date;
  /** The bytes as they came. */
  bytes: Buffer;
  /** What is kept of them: the same, or sealed. */
  original: Buffer;
  isSealed: boolean;
  /** Instead of the reporter's own, where reporters share an account. */
  clientReportId?: string;
  /** Where its work stands in the queue: 0, or 1 for the public. */
  lane: 0 | 1;
  /** Around a sealed original. */
  dataKey?: Buffer;
  /** RFC 8785 text of the body without contact details: a retry may space or order it otherwise and is still the same report. */
  canonicalBody: string;
}

export interface ReportRow extends Record<string, unknown> {
  id: string;
  reporter_id: string;
  client_report_id: string;
  received_at: Date;
  content_sha256: Buffer;
  body_sha256: Buffer;
  /** The bytes that are kept: as they came, or sealed. */
  original: Buffer;
}

/** By column. What was not said is undefined. */
export function reportRowOf(body: ReportBody, submission: Submission): ReportRow {
  const occurrence = occurrenceOf(body.occurred);
  // No hash of anything sealed: a telephone number beside words that one has is found by trying them all (decision 86).
  const bodySha256 = sha256(submission.canonicalBody);
  return {
    id: submission.id,
    reporter_id: submission.reporterId,
    source_id: submission.sourceId,
    source_party: submission.sourceParty ?? undefined,
    client_report_id: submission.clientReportId ?? body.clientReportId,
    received_at: submission.receivedAt,
    content_sha256: submission.isSealed ? bodySha256 : sha256(submission.bytes),
    body_sha256: bodySha256,
    kind: body.kind,
    message_status: body.messageStatus ?? 'ACTUAL',
    language: body.language?.toLowerCase(),
    narrative: body.narrative,
    occurred_from: occurrence.from,
    occurred_to: occurrence.to,
    occurred_precision: occurrence.precision,
    occurred_stated: JSON.stringify(body.occurred),
    time_flag: occurrence.flag ?? undefined,
    stated_lat: body.place.lat,
    stated_lon: body.place.lon,
    stated_radius_m: body.place.radiusM,
    stated_pcode: body.place.pcode,
    stated_place: body.place.name,
    stated_origin: body.origin && JSON.stringify(body.origin),
    act: body.act,
    subtype: body.subtype,
    weapon: body.weapon,
    target: body.target,
    alleged_perpetrator: body.allegedPerpetrator,
    alleged_victim: body.allegedVictim,
    killed: body.casualties?.killed,
    wounded: body.casualties?.wounded,
    observation: body.observation,
    evidence: JSON.stringify((body.evidence ?? []).map((item) => ({ sha256: item.sha256.toLowerCase(), mediaType: item.mediaType ?? null }))),
    convoy_reference: body.convoyReference,
    original: submission.original,
    lane: submission.lane,
    data_key: submission.dataKey,
  };
}

/** By way of hexadecimal text: Node takes twice as long to give a Buffer. */
function sha256(data: Buffer | string): Buffer {
  return Buffer.from(hash('sha256', data, 'hex'), 'hex');
}
