import { Injectable } from '@nestjs/common';
import { prepared } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { ends } from './incident-ends';
import type { IncidentSummary, Totals } from './incident-summary';
import type { Linked } from './link-batch';
import type { Sighting } from './sighting';
import { REPORT, sightingOf, type PartyLookup, type SightingRow } from './sighting.row';

/** A large incident is described by this many of its first reports and as many of its newest. */
const DESCRIBING = 100;

export interface Composition {
  members: Sighting[];
  /** Of a large incident: what its row says of all its reports, and which of the sources asked about it has already. */
  rest: Rest | null;
}
type Rest = Totals & { known: ReadonlySet<string> };

/** Writes incidents as their reports describe them, and the links that make them up. */
@Injectable()
export class IncidentRepository {
  /**
   * What the incidents consist of, without words: a summary does not read them. Of a large one only the first and the
   * newest reports are read, and its counts come from its row: adding a report costs the same however many there are.
   */
  async compositionsOf(tx: EntityManager, incidentIds: readonly string[], sourceIds: readonly string[], parties: PartyLookup): Promise<Map<string, Composition>> {
    const found = new Map<string, Composition>(incidentIds.map((id) => [id, { members: [], rest: null }]));
    if (incidentIds.length === 0) return found;
    const rows = await prepared<SightingRow & { incidentId: string }>(tx, MEMBERS, [incidentIds]);
    for (const row of rows) found.get(row.incidentId)!.members.push(sightingOf(row, parties));
    const large = [...found].flatMap(([id, { members }]) => (members.length >= 2 * DESCRIBING ? [id] : []));
    if (large.length === 0) return found;
    const totals = await prepared<Rest & { id: string; sources: string[] }>(tx, TOTALS, [large, sourceIds]);
    for (const { id, sources, ...rest } of totals) found.get(id)!.rest = { ...rest, known: new Set(sources) };
    return found;
  }

  /** Writes the incidents as their reports now describe them; a new revision each. */
  async save(tx: EntityManager, summaries: ReadonlyMap<string, IncidentSummary>, now: Date): Promise<void> {
    await tx.query(SAVE, [incidentRows(summaries), now]);
  }

  /** In one statement: the incidents as they now are, the links, the suggestions, and the keys under which the incidents are found. */
  async file(tx: EntityManager, summaries: ReadonlyMap<string, IncidentSummary>, links: readonly Linked[], modelVersion: string, now: Date): Promise<void> {
    await prepared(tx, FILE, [incidentRows(summaries), now, linkRows(links), suggestionRows(links), modelVersion]);
  }
}

const MEMBERS = `
  SELECT asked.id AS "incidentId", ${REPORT}, NULL AS language, NULL AS narrative
    FROM unnest($1::uuid[]) AS asked(id) CROSS JOIN LATERAL (${ends(DESCRIBING, DESCRIBING)}) AS sample
    JOIN report r ON r.id = sample.report_id JOIN report_placement p ON p.report_id = r.id`;

const TOTALS = `
  SELECT id, report_count AS "reportCount", source_count AS "sourceCount", killed, wounded,
         ARRAY(SELECT asked.id FROM unnest($2::uuid[]) AS asked(id)
                WHERE EXISTS (SELECT FROM incident_report WHERE incident_id = incident.id AND source_id = asked.id)) AS sources
    FROM incident WHERE id = ANY($1::uuid[])`;

const SUMMARY_COLUMNS = `id, message_status, occurred_from, occurred_to, lat, lon, radius_m, pcode, act, weapon, target,
  perpetrators, victims, killed, wounded, report_count, source_count`;

const SAVE = `
  INSERT INTO incident (opened_at, revision, changed_at, ${SUMMARY_COLUMNS})
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
       excluded.wounded, excluded.report_count, excluded.source_count, incident.revision + 1, excluded.changed_at)`;

const FILE = `
  WITH saved AS (${SAVE}),
       linked AS (
         INSERT INTO incident_report (report_id, incident_id, source_id, echo_of, bits, why, evidence, runners_up, model_version, decided_by, linked_at)
         SELECT report_id, incident_id, source_id, echo_of, bits, why, evidence, runners_up, $5, 'AUTO', $2
           FROM jsonb_to_recordset($3::jsonb)
             AS l(report_id uuid, incident_id uuid, source_id uuid, echo_of uuid, bits numeric, why text, evidence jsonb, runners_up jsonb)),
       suggested AS (
         INSERT INTO link_suggestion (report_id, incident_id, bits, why, evidence, vetoes, model_version, suggested_at)
         SELECT report_id, incident_id, bits, why, evidence, vetoes, $5, $2
           FROM jsonb_to_recordset($4::jsonb)
             AS s(report_id uuid, incident_id uuid, bits numeric, why text, evidence jsonb, vetoes jsonb)
         ON CONFLICT DO NOTHING)
  INSERT INTO incident_block (block_key, incident_id)
  SELECT DISTINCT key, incident_id FROM jsonb_to_recordset($3::jsonb) AS b(incident_id uuid, keys jsonb), jsonb_array_elements_text(keys) AS key
  ON CONFLICT DO NOTHING`;

function incidentRows(summaries: ReadonlyMap<string, IncidentSummary>): string {
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
  return JSON.stringify(rows);
}

function linkRows(links: readonly Linked[]): string {
  const rows = links.map(({ report, incidentId, decision, echoOf, keys }) => ({
    report_id: report.reportId,
    incident_id: incidentId,
    source_id: report.sourceId,
    echo_of: echoOf,
    bits: decision.linked?.bits ?? 0,
    why: decision.why,
    evidence: decision.linked?.evidence ?? [],
    runners_up: decision.runnersUp,
    keys,
  }));
  return JSON.stringify(rows);
}

function suggestionRows(links: readonly Linked[]): string {
  const rows = links.flatMap(({ report, decision }) =>
    decision.suggestions.map(({ incidentId, bits, why, evidence, vetoes }) => ({ report_id: report.reportId, incident_id: incidentId, bits, why, evidence, vetoes })),
  );
  return JSON.stringify(rows);
}
