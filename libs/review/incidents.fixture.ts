// incidents.fixture.ts - incidents as linkage leaves them, for the specs of this lib and of export.
import { AssessStep } from '@hotline/assessment';
import { Ids, type Database } from '@hotline/platform';
import { OfferStep } from './offer.step';

export interface Told {
  /** One report per entry: the name of its source; 'SAF!' is a source of the party SAF. */
  sources?: string[];
  at?: string;
  lat?: number;
  lon?: number;
  zone?: string;
  perpetrators?: string[];
  weapon?: string;
  killed?: number;
  status?: string;
}

const ids = new Ids();

/** A point well inside each zone: the assessment asks the map itself. */
const POINTS: Readonly<Record<string, readonly [lat: number, lon: number]>> = { SY05: [35.1, 36.7], SY07: [35.9, 36.6], SY14: [33.1, 35.9], TR06: [39.9, 32.8] };

/** Files incidents with their reports, all placed inside `zone`; returns their ids in order. Neither assessed nor offered. */
export async function incidents(database: Database, told: readonly Told[]): Promise<string[]> {
  const rows = told.map(({ sources = ['first', 'second'], at = '2016-03-05T08:00:00Z', lat, lon, ...rest }) => ({
    id: ids.uuid(),
    at,
    lat: lat ?? POINTS[rest.zone ?? 'SY05']![0],
    lon: lon ?? POINTS[rest.zone ?? 'SY05']![1],
    zone: rest.zone ?? 'SY05',
    perpetrators: rest.perpetrators ?? ['SAF'],
    weapon: rest.weapon ?? 'MORTAR',
    killed: rest.killed ?? null,
    status: rest.status ?? 'ACTUAL',
    sources: new Set(sources).size,
    reports: sources.map((name) => ({ id: ids.uuid(), source: name })),
  }));
  const names = [...new Set(rows.flatMap(({ reports }) => reports.map(({ source }) => source)))];
  await database.query(
    `WITH organisations AS (
       INSERT INTO organisation (id, name, kind) SELECT gen_random_uuid(), name, 'MONITOR' FROM unnest($1::text[]) AS name
       ON CONFLICT (name) DO NOTHING RETURNING id)
     INSERT INTO account (id, role, organisation_id, label, token_sha256, created_at)
       SELECT id, 'monitor', id, 'monitor', decode(replace(id::text, '-', ''), 'hex'), now() FROM organisations`,
    [names],
  );
  await database.query(
    `WITH i AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, at timestamptz, lat float8, lon float8, zone text,
         perpetrators text[], weapon text, killed int, status text, sources int, reports jsonb)),
     r AS (
       SELECT i.*, report.id AS report_id, o.id AS source_id, CASE WHEN o.name LIKE '%!' THEN rtrim(o.name, '!') END AS party
         FROM i, jsonb_to_recordset(i.reports) AS report(id uuid, source text) JOIN organisation o ON o.name = report.source),
     opened AS (
       INSERT INTO incident (id, opened_at, message_status, occurred_from, occurred_to, lat, lon, radius_m, pcode, act, weapon, target,
           perpetrators, victims, killed, report_count, source_count, revision, changed_at)
       SELECT id, now(), status, at, at, lat, lon, 500, zone, 'ATTACK', weapon, 'CIVILIAN_AREA', perpetrators, '{}', killed,
           jsonb_array_length(reports), sources, 1, now() FROM i),
     reports AS (
       INSERT INTO report (id, reporter_id, source_id, source_party, client_report_id, received_at, content_sha256, body_sha256, kind,
           message_status, language, narrative, occurred_from, occurred_to, occurred_precision, occurred_stated, act, weapon, evidence)
       SELECT report_id, source_id, source_id, party, report_id, now(), '\\x00', '\\x00', 'VIOLATION', status, 'en',
           'the words of ' || source_id, at, at, 'EXACT', '{}', 'ATTACK', weapon, '[]' FROM r),
     placements AS (
       INSERT INTO report_placement (report_id, lat, lon, radius_m, pcode, how, confidence, candidates, zones, policy_version, placed_at)
       SELECT report_id, lat, lon, 500, zone, 'STATED_POINT', 1, '[]', jsonb_build_array(jsonb_build_object(
           'zoneVersionId', 'zone ' || zone, 'code', zone, 'type', 'ADMIN', 'source', 'OCHA', 'level', 1, 'pcode', zone,
           'relation', 'inside', 'distanceM', 9000, 'during', 'whole', 'approximate', false)), 'test', now() FROM r)
     INSERT INTO incident_report (report_id, incident_id, source_id, bits, why, evidence, runners_up, model_version, decided_by, linked_at)
     SELECT report_id, id, source_id, 0, 'seeded', '[]', '[]', 'test', 'AUTO', now() FROM r`,
    [JSON.stringify(rows)],
  );
  return rows.map(({ id }) => id);
}

/** What a test's service offers to these fixtures. */
export interface Running {
  db: { database: Database };
  api: { get<T>(step: new (...parameters: never[]) => T, options: { strict: false }): T };
}

/** The last two stages of the pipeline. */
export async function runLastSteps({ db, api }: Running, incidentIds: readonly string[]): Promise<void> {
  for (const step of [api.get(AssessStep, { strict: false }), api.get(OfferStep, { strict: false })]) {
    await db.database.transaction((tx) => step.run(tx, incidentIds));
  }
}

/** Incidents as the pipeline leaves them. */
export async function assessedIncidents(service: Running, ...told: Told[]): Promise<string[]> {
  const opened = await incidents(service.db.database, told);
  await runLastSteps(service, opened);
  return opened;
}
