import { Injectable } from '@nestjs/common';
import type { Agreement } from '@hotline/agreement';
import type { EntityManager } from 'typeorm';
import { blockKeys, lockSlots } from './blocking';
import type { Candidate } from './decide-link';
import type { IncidentSummary, Totals } from './incident-summary';
import type { KeptApart, Linked } from './link-batch';
import type { Model } from './model';
import type { Mention, Sighting } from './sighting';
import { wordsOf } from './words';

/** Says which party a name means; the registry of the agreement answers. */
export type PartyLookup = Pick<Agreement, 'resolveParty'>;

/** The class of the advisory locks of this lib, so that no other lib's locks are in the way. */
const LOCK_CLASS = 0x4c4e4b;
/** Candidates a report may have: this many by neighbourhood, this many by a shared file, convoy, text or name. */
const NEAREST = 30;
const SPECIAL = 20;
/** An incident is known by its first reports and its newest. */
const FIRST_MEMBERS = 3;
const NEWEST_MEMBERS = 5;
/** A large incident is described by this many of its first reports and as many of its newest. */
const DESCRIBING = 100;

export interface Composition {
  members: Sighting[];
  /** Of a large incident: what its row says of all its reports, and which of the sources asked about it has already. */
  rest: Rest | null;
}
type Rest = Totals & { known: ReadonlySet<string> };

@Injectable()
export class LinkageRepository {
  /** The reports of a batch with their placement. A report that was not placed yet is not returned. */
  async sightings(tx: EntityManager, reportIds: readonly string[], parties: PartyLookup): Promise<Sighting[]> {
    const rows: SightingRow[] = await tx.query(`SELECT ${REPORT}, r.language, r.narrative ${FROM_REPORT} WHERE r.id = ANY($1::uuid[])`, [
      reportIds,
    ]);
    return rows.map((row) => sightingOf(row, parties));
  }

  /**
   * Held until the transaction ends. Whoever could link to the same incident waits here, so that looking and then
   * opening is safe; sorted, so that nobody waits in a circle. Everything read after it is current.
   */
  async lockNeighbourhoods(tx: EntityManager, reports: readonly Sighting[], model: Model): Promise<void> {
    const keys = reports.flatMap((report) => {
      const { near, special } = blockKeys(report, model);
      const shared = [...near, ...special];
      return shared.length > 0 ? shared : [`report ${report.reportId}`];
    });
    await tx.query(`SELECT pg_advisory_xact_lock($1, slot) FROM unnest($2::int[]) AS slot`, [LOCK_CLASS, lockSlots(keys)]);
  }

  async linkedAlready(tx: EntityManager, reportIds: readonly string[]): Promise<Set<string>> {
    const rows: { id: string }[] = await tx.query(`SELECT report_id AS id FROM incident_report WHERE report_id = ANY($1::uuid[])`, [
      reportIds,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Which standing incidents each report should be compared with: a bounded number, the nearest in hours and kilometres. */
  async candidates(tx: EntityManager, reports: readonly Sighting[], model: Model): Promise<Map<string, string[]>> {
    const asked = reports.map((report) => ({
      id: report.reportId,
      ...blockKeys(report, model),
      lat: report.point?.lat ?? null,
      lon: report.point?.lon ?? null,
      from: new Date(report.from),
      to: new Date(report.to),
    }));
    const rows: { reportId: string; incidentIds: string[] }[] = await tx.query(
      `SELECT asked.id AS "reportId", array_agg(DISTINCT found.id) AS "incidentIds"
         FROM jsonb_to_recordset($1::jsonb)
           AS asked(id uuid, near jsonb, special jsonb, lat float8, lon float8, "from" timestamptz, "to" timestamptz)
         CROSS JOIN LATERAL (
           ${filedUnder('near', `${HOURS_APART} + ${KILOMETRES_APART}`, NEAREST)} UNION ${filedUnder('special', HOURS_APART, SPECIAL)}
         ) AS found
        GROUP BY asked.id`,
      [JSON.stringify(asked)],
    );
    return new Map(rows.map(({ reportId, incidentIds }) => [reportId, incidentIds]));
  }

  /** Locks the incidents' rows in the order of their ids and returns them with some of their reports, first accepted first. */
  async lockIncidents(tx: EntityManager, incidentIds: readonly string[], parties: PartyLookup): Promise<Candidate[]> {
    if (incidentIds.length === 0) return [];
    const locked: { id: string }[] = await tx.query(
      `SELECT id FROM incident WHERE id = ANY($1::uuid[]) AND absorbed_into IS NULL ORDER BY id FOR NO KEY UPDATE`,
      [incidentIds],
    );
    const rows: (SightingRow & { incidentId: string })[] = await tx.query(
      `SELECT asked.id AS "incidentId", sample.echo_of AS "echoOf", ${REPORT}, r.language, r.narrative
         FROM unnest($1::uuid[]) AS asked(id) CROSS JOIN LATERAL (${ends(FIRST_MEMBERS, NEWEST_MEMBERS)}) AS sample
         JOIN report r ON r.id = sample.report_id JOIN report_placement p ON p.report_id = r.id
        ORDER BY r.seq`,
      [locked.map(({ id }) => id)],
    );
    const members = new Map<string, Sighting[]>(locked.map(({ id }) => [id, []]));
    for (const row of rows) members.get(row.incidentId)!.push(sightingOf(row, parties));
    return [...members].filter(([, sightings]) => sightings.length > 0).map(([incidentId, sightings]) => ({ incidentId, members: sightings }));
  }

  /** What people said the reports do not belong with. It outlives links: a report that is linked anew still stays apart. */
  async keptApart(tx: EntityManager, reports: readonly Sighting[]): Promise<Map<string, KeptApart>> {
    const rows: { reportId: string; reports: string[]; incidents: string[] }[] = await tx.query(
      `SELECT asked.id AS "reportId", apart.reports,
              ARRAY(SELECT DISTINCT incident_id FROM incident_report WHERE report_id = ANY(apart.reports)) AS incidents
         FROM unnest($1::uuid[]) AS asked(id)
         CROSS JOIN LATERAL (
           SELECT array_agg(DISTINCT other) AS reports FROM (
             SELECT unnest(kept_reports) FROM restructuring WHERE kind IN ('split', 'not-same') AND undone_at IS NULL AND reports @> ARRAY[asked.id]
             UNION ALL
             SELECT unnest(reports) FROM restructuring WHERE kind IN ('split', 'not-same') AND undone_at IS NULL AND kept_reports @> ARRAY[asked.id]
           ) AS found(other)) AS apart
        WHERE apart.reports IS NOT NULL`,
      [reports.map(({ reportId }) => reportId)],
    );
    return new Map(rows.map((row) => [row.reportId, { incidents: new Set(row.incidents), reports: new Set(row.reports) }]));
  }

  /**
   * What the incidents consist of, without words: a summary does not read them. Of a large one only the first and the
   * newest reports are read, and its counts come from its row: adding a report costs the same however many there are.
   */
  async compositionsOf(tx: EntityManager, incidentIds: readonly string[], sourceIds: readonly string[], parties: PartyLookup): Promise<Map<string, Composition>> {
    const found = new Map<string, Composition>(incidentIds.map((id) => [id, { members: [], rest: null }]));
    if (incidentIds.length === 0) return found;
    const rows: (SightingRow & { incidentId: string })[] = await tx.query(
      `SELECT asked.id AS "incidentId", ${REPORT}, NULL AS language, NULL AS narrative
         FROM unnest($1::uuid[]) AS asked(id) CROSS JOIN LATERAL (${ends(DESCRIBING, DESCRIBING)}) AS sample
         JOIN report r ON r.id = sample.report_id JOIN report_placement p ON p.report_id = r.id`,
      [incidentIds],
    );
    for (const row of rows) found.get(row.incidentId)!.members.push(sightingOf(row, parties));
    const large = [...found].flatMap(([id, { members }]) => (members.length >= 2 * DESCRIBING ? [id] : []));
    if (large.length === 0) return found;
    const totals: (Rest & { id: string; sources: string[] })[] = await tx.query(
      `SELECT id, report_count AS "reportCount", source_count AS "sourceCount", killed, wounded,
              ARRAY(SELECT asked.id FROM unnest($2::uuid[]) AS asked(id)
                     WHERE EXISTS (SELECT FROM incident_report WHERE incident_id = incident.id AND source_id = asked.id)) AS sources
         FROM incident WHERE id = ANY($1::uuid[])`,
      [large, sourceIds],
    );
    for (const { id, sources, ...rest } of totals) found.get(id)!.rest = { ...rest, known: new Set(sources) };
    return found;
  }

  /** Writes the incidents as their reports now describe them; a new revision each. */
  async saveIncidents(tx: EntityManager, summaries: ReadonlyMap<string, IncidentSummary>, now: Date): Promise<void> {
    const rows = [...summaries].map(([id, summary]) => ({
      id,
      message_status: summary.messageStatus,
      occurred_from: new Date(summary.occurredFrom),
      occurred_to: new Date(summary.occurredTo),
      lat: summary.point?.lat ?? null,
      lon: summary.point?.lon ?? null,
      radius_m: summary.point?.radiusM ?? null,
      pcode: summary.pcode,
      act: summary.act,
      weapon: summary.weapon,
      target: summary.target,
      perpetrators: summary.perpetrators,
      victims: summary.victims,
      killed: summary.killed,
      wounded: summary.wounded,
      report_count: summary.reportCount,
      source_count: summary.sourceCount,
    }));
    await tx.query(
      `INSERT INTO incident (opened_at, revision, changed_at, ${SUMMARY_COLUMNS})
       SELECT $2, 1, $2, ${SUMMARY_COLUMNS} FROM jsonb_to_recordset($1::jsonb)
         AS s(id uuid, message_status text, occurred_from timestamptz, occurred_to timestamptz, lat float8, lon float8,
              radius_m float8, pcode text, act text, weapon text, target text, perpetrators text[], victims text[],
              killed int, wounded int, report_count int, source_count int)
        ORDER BY id
       ON CONFLICT (id) DO UPDATE SET
         (occurred_from, occurred_to, lat, lon, radius_m, pcode, act, weapon, target, perpetrators, victims, killed, wounded,
          report_count, source_count, revision, changed_at)
         = (excluded.occurred_from, excluded.occurred_to, excluded.lat, excluded.lon, excluded.radius_m, excluded.pcode,
            excluded.act, excluded.weapon, excluded.target, excluded.perpetrators, excluded.victims, excluded.killed,
            excluded.wounded, excluded.report_count, excluded.source_count, incident.revision + 1, excluded.changed_at)`,
      [JSON.stringify(rows), now],
    );
  }

  /** Files links, suggestions and the keys under which their incidents are found. The incidents must be there. */
  async saveLinks(tx: EntityManager, links: readonly Linked[], modelVersion: string, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO incident_report (report_id, incident_id, source_id, echo_of, bits, why, evidence, runners_up, model_version, decided_by, linked_at)
       SELECT report_id, incident_id, source_id, echo_of, bits, why, evidence, runners_up, $2, 'AUTO', $3
         FROM jsonb_to_recordset($1::jsonb)
           AS l(report_id uuid, incident_id uuid, source_id uuid, echo_of uuid, bits numeric, why text, evidence jsonb, runners_up jsonb)`,
      [
        JSON.stringify(
          links.map(({ report, incidentId, decision, echoOf }) => ({
            report_id: report.reportId,
            incident_id: incidentId,
            source_id: report.sourceId,
            echo_of: echoOf,
            bits: decision.linked?.bits ?? 0,
            why: decision.why,
            evidence: decision.linked?.evidence ?? [],
            runners_up: decision.runnersUp,
          })),
        ),
        modelVersion,
        now,
      ],
    );
    await tx.query(
      `INSERT INTO incident_block (block_key, incident_id)
       SELECT DISTINCT key, incident_id FROM jsonb_to_recordset($1::jsonb) AS b(incident_id uuid, keys jsonb),
              jsonb_array_elements_text(keys) AS key
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(links.map(({ incidentId, keys }) => ({ incident_id: incidentId, keys })))],
    );
    const suggestions = links.flatMap(({ report, decision }) =>
      decision.suggestions.map(({ incidentId, bits, why, evidence, vetoes }) => ({
        report_id: report.reportId,
        incident_id: incidentId,
        bits,
        why,
        evidence,
        vetoes,
      })),
    );
    if (suggestions.length === 0) return;
    await tx.query(
      `INSERT INTO link_suggestion (report_id, incident_id, bits, why, evidence, vetoes, model_version, suggested_at)
       SELECT report_id, incident_id, bits, why, evidence, vetoes, $2, $3
         FROM jsonb_to_recordset($1::jsonb)
           AS s(report_id uuid, incident_id uuid, bits numeric, why text, evidence jsonb, vetoes jsonb)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(suggestions), modelVersion, now],
    );
  }
}

/** The first and the newest reports of the incident `asked.id`, each end read from the index. */
function ends(first: number, newest: number): string {
  const end = (direction: 'ASC' | 'DESC', limit: number) =>
    `(SELECT report_id, echo_of FROM incident_report WHERE incident_id = asked.id ORDER BY linked_at ${direction}, report_id ${direction} LIMIT ${limit})`;
  return `${end('ASC', first)} UNION ${end('DESC', newest)}`;
}

const HOURS_APART = `greatest(0, extract(epoch FROM greatest(i.occurred_from, asked."from") - least(i.occurred_to, asked."to")))::float8 / 3600`;
const KILOMETRES_APART = `coalesce(111 * sqrt((i.lat - asked.lat) ^ 2 + ((i.lon - asked.lon) * cos(radians(asked.lat))) ^ 2), 0)`;

/**
 * The incidents filed under the keys of one report, nearest first. OFFSET 0 fences each look-up, so that it is answered
 * from a primary key whatever the planner believes of tables that have just begun to fill.
 */
function filedUnder(keys: 'near' | 'special', farness: string, limit: number): string {
  return `(SELECT i.id
      FROM (SELECT DISTINCT filed.incident_id FROM jsonb_array_elements_text(asked.${keys}) AS k(key)
              CROSS JOIN LATERAL (SELECT incident_id FROM incident_block WHERE block_key = k.key OFFSET 0) AS filed) AS block
      CROSS JOIN LATERAL (SELECT * FROM incident WHERE id = block.incident_id AND absorbed_into IS NULL OFFSET 0) AS i
     ORDER BY ${farness}, i.id LIMIT ${limit})`;
}

interface SightingRow {
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

const REPORT = `r.id AS "reportId", r.seq, r.reporter_id AS "reporterId", r.source_id AS "sourceId",
  r.message_status AS "messageStatus", extract(epoch FROM r.occurred_from)::float8 * 1000 AS "occurredFrom",
  extract(epoch FROM r.occurred_to)::float8 * 1000 AS "occurredTo",
  p.lat, p.lon, p.radius_m AS "radiusM", p.pcode, r.stated_place AS "placeName", r.act, r.weapon, r.target,
  r.alleged_perpetrator AS perpetrator, r.alleged_victim AS victim, r.killed, r.wounded, r.evidence, r.convoy_reference AS convoy`;

const FROM_REPORT = `FROM report r JOIN report_placement p ON p.report_id = r.id`;

const SUMMARY_COLUMNS = `id, message_status, occurred_from, occurred_to, lat, lon, radius_m, pcode, act, weapon, target,
  perpetrators, victims, killed, wounded, report_count, source_count`;

function sightingOf(row: SightingRow, parties: PartyLookup): Sighting {
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
    words: wordsOf(row.narrative, row.language),
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

function mentionOf(text: string | null, parties: PartyLookup): Mention | null {
  if (!text?.trim()) return null;
  const party = parties.resolveParty(text);
  return { text: text.trim(), code: party?.code ?? null, side: party?.side ?? null };
}
