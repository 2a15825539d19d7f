import { Injectable } from '@nestjs/common';
import { prepared } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { blockKeys, lockSlots, pastKeys } from './blocking';
import type { Candidate } from './decide-link';
import { ends } from './incident-ends';
import type { KeptApart } from './link-batch';
import type { Model } from './model';
import type { Sighting } from './sighting';
import { FROM_REPORT, REPORT, sightingOf, type PartyLookup, type SightingRow } from './sighting.row';

/** The class of the advisory locks of this lib, so that no other lib's locks are in the way. */
const LOCK_CLASS = 0x4c4e4b;
/** Candidates a report may have: this many by neighbourhood, this many by a shared file, convoy, text or name. */
const NEAREST = 30;
const SPECIAL = 20;
/** An incident is known by its first reports and its newest. */
const FIRST_MEMBERS = 3;
const NEWEST_MEMBERS = 5;
/** What is read of an incident are all its reports when they are fewer than this. */
export const MOST_MEMBERS = FIRST_MEMBERS + NEWEST_MEMBERS;

/** What stands near the reports that are not linked yet. */
export interface Near {
  /** Incident ids by report. */
  near: Map<string, string[]>;
  /** By report: how many incidents its neighbourhood had in the fortnight before, none of them counted past a hundred a day. */
  incidentsBefore: Map<string, number>;
  /** The reports that people kept apart from others before; hardly any has ever been linked before. */
  restructured: string[];
}

/** Reads reports and the incidents they could belong to, and keeps others out of the neighbourhood meanwhile. */
@Injectable()
export class NeighboursRepository {
  /** The reports of a batch with their placement. A report that was not placed yet is not returned. */
  async sightings(tx: EntityManager, reportIds: readonly string[], parties: PartyLookup): Promise<Sighting[]> {
    const rows = await prepared<SightingRow>(tx, SIGHTINGS, [reportIds]);
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
    await prepared(tx, LOCK, [LOCK_CLASS, lockSlots(keys)]);
  }

  /**
   * Which standing incidents each report should be compared with: a bounded number, the nearest in hours and kilometres. A report that is
   * linked already is left out.
   */
  async candidates(tx: EntityManager, reports: readonly Sighting[], model: Model): Promise<Near> {
    const asked = reports.map((report) => ({
      id: report.reportId,
      ...blockKeys(report, model),
      past: pastKeys(report, model),
      lat: report.point?.lat ?? null,
      lon: report.point?.lon ?? null,
      from: new Date(report.from),
      to: new Date(report.to),
    }));
    const rows = await prepared<{ reportId: string; incidentIds: string[]; isKeptApart: boolean; incidentsBefore: number }>(tx, CANDIDATES, [JSON.stringify(asked)]);
    return {
      near: new Map(rows.map(({ reportId, incidentIds }) => [reportId, incidentIds])),
      incidentsBefore: new Map(rows.map(({ reportId, incidentsBefore }) => [reportId, incidentsBefore])),
      restructured: rows.flatMap(({ reportId, isKeptApart }) => (isKeptApart ? [reportId] : [])),
    };
  }

  /** Locks the incidents' rows in the order of their ids and returns them with some of their reports, first accepted first. */
  async lockIncidents(tx: EntityManager, incidentIds: readonly string[], parties: PartyLookup): Promise<Candidate[]> {
    if (incidentIds.length === 0) return [];
    const locked = await prepared<{ id: string }>(tx, LOCK_INCIDENTS, [incidentIds]);
    const rows = await prepared<SightingRow & { incidentId: string }>(tx, MEMBERS, [locked.map(({ id }) => id)]);
    const members = new Map<string, Sighting[]>(locked.map(({ id }) => [id, []]));
    for (const row of rows) members.get(row.incidentId)!.push(sightingOf(row, parties));
    return [...members].filter(([, sightings]) => sightings.length > 0).map(([incidentId, sightings]) => ({ incidentId, members: sightings }));
  }

  /** What people said the reports do not belong with. It outlives links: a report that is linked anew still stays apart. */
  async keptApart(tx: EntityManager, reportIds: readonly string[]): Promise<Map<string, KeptApart>> {
    if (reportIds.length === 0) return new Map();
    const rows: { reportId: string; reports: string[]; incidents: string[] }[] = await tx.query(KEPT_APART, [reportIds]);
    return new Map(rows.map((row) => [row.reportId, { incidents: new Set(row.incidents), reports: new Set(row.reports) }]));
  }
}

const SIGHTINGS = `SELECT ${REPORT}, r.language, r.narrative ${FROM_REPORT} WHERE r.id = ANY($1::uuid[])`;

const LOCK = `SELECT pg_advisory_xact_lock($1, slot) FROM unnest($2::int[]) AS slot`;

const HOURS_APART = `greatest(0, extract(epoch FROM greatest(i.occurred_from, asked."from") - least(i.occurred_to, asked."to")))::float8 / 3600`;
const KILOMETRES_APART = `coalesce(111 * sqrt((i.lat - asked.lat) ^ 2 + ((i.lon - asked.lon) * cos(radians(asked.lat))) ^ 2), 0)`;

const KEEPS_APART = `kind IN ('split', 'not-same') AND undone_at IS NULL`;

const CANDIDATES = `
  SELECT asked.id AS "reportId",
         ARRAY(${filedUnder('near', `${HOURS_APART} + ${KILOMETRES_APART}`, NEAREST)} UNION ${filedUnder('special', HOURS_APART, SPECIAL)}) AS "incidentIds",
         EXISTS (SELECT FROM restructuring WHERE ${KEEPS_APART} AND reports @> ARRAY[asked.id])
         OR EXISTS (SELECT FROM restructuring WHERE ${KEEPS_APART} AND kept_reports @> ARRAY[asked.id]) AS "isKeptApart",
         (SELECT count(DISTINCT incident_id)::int FROM jsonb_array_elements_text(asked.past) AS k(key)
           CROSS JOIN LATERAL (SELECT incident_id FROM incident_block WHERE block_key = k.key LIMIT 100) AS filed) AS "incidentsBefore"
    FROM jsonb_to_recordset($1::jsonb)
      AS asked(id uuid, near jsonb, special jsonb, past jsonb, lat float8, lon float8, "from" timestamptz, "to" timestamptz)
   WHERE NOT EXISTS (SELECT FROM incident_report WHERE report_id = asked.id)`;

const LOCK_INCIDENTS = `SELECT id FROM incident WHERE id = ANY($1::uuid[]) AND absorbed_into IS NULL ORDER BY id FOR NO KEY UPDATE`;

const MEMBERS = `
  SELECT asked.id AS "incidentId", sample.echo_of AS "echoOf", ${REPORT}, r.language, r.narrative
    FROM unnest($1::uuid[]) AS asked(id) CROSS JOIN LATERAL (${ends(FIRST_MEMBERS, NEWEST_MEMBERS)}) AS sample
    JOIN report r ON r.id = sample.report_id JOIN report_placement p ON p.report_id = r.id
   ORDER BY r.seq`;

const KEPT_APART = `
  SELECT asked.id AS "reportId", apart.reports,
         ARRAY(SELECT DISTINCT incident_id FROM incident_report WHERE report_id = ANY(apart.reports)) AS incidents
    FROM unnest($1::uuid[]) AS asked(id)
   CROSS JOIN LATERAL (
     SELECT array_agg(DISTINCT other) AS reports FROM (
       SELECT unnest(kept_reports) FROM restructuring WHERE ${KEEPS_APART} AND reports @> ARRAY[asked.id]
       UNION ALL
       SELECT unnest(reports) FROM restructuring WHERE ${KEEPS_APART} AND kept_reports @> ARRAY[asked.id]
     ) AS found(other)) AS apart
   WHERE apart.reports IS NOT NULL`;

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
