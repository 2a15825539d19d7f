// linkage.seed.ts - stored reports and incidents by the million, in a few statements.
import { placeKeysOf } from '@hotline/linkage';
import type { Database } from '@hotline/platform';

/** So many reports a day, spread over so many villages. */
const A_DAY = 2_000;
const VILLAGES = 500;
const START = Date.UTC(2016, 1, 27);
/** As the service makes them: 4,096 in a row begin alike. */
const ID = `(left(md5((n / 4096)::text), 3) || substr(gen_random_uuid()::text, 4))::uuid`;
const SOURCE = '00000000-0000-4000-8000-000000000001';

const villages = Array.from({ length: VILLAGES }, (_, index) => ({
  village: index,
  lat: 33 + 0.15 * (index % 25),
  lon: 36 + 0.17 * Math.floor(index / 25),
}));

/** Brings the number of stored incidents from `from` to `to`, each of one report. */
export async function seedIncidents(database: Database, from: number, to: number): Promise<void> {
  await database.query(
    `WITH o AS (INSERT INTO organisation (id, name, kind) VALUES ('${SOURCE}', 'seed', 'MONITOR') ON CONFLICT DO NOTHING)
     INSERT INTO account (id, role, organisation_id, label, token_sha256, created_at)
     VALUES ('${SOURCE}', 'monitor', '${SOURCE}', 'seed', '\\x00', now()) ON CONFLICT DO NOTHING`,
  );
  await database.query(`CREATE TABLE IF NOT EXISTS seed_village AS SELECT * FROM jsonb_to_recordset($1::jsonb) AS v(village int, lat float8, lon float8, places jsonb)`, [
    JSON.stringify(villages.map((place) => ({ ...place, places: placeKeysOf({ ...place, radiusM: 300 }) }))),
  ]);
  await database.query(
    `CREATE TABLE seed AS
     SELECT ${ID} AS id, ${ID} AS incident, n, v.lat + 0.0001 * (n % 37) AS lat, v.lon AS lon, v.places,
            to_timestamp(${START} / 1000.0 + n * ${86_400 / A_DAY}) AS at
       FROM generate_series($1::int, $2::int - 1) AS n JOIN seed_village v ON v.village = (n::bigint * 7919) % ${VILLAGES}`,
    [from, to],
  );
  await insertReports(database);
  await database.query(
    `INSERT INTO incident (id, opened_at, message_status, occurred_from, occurred_to, lat, lon, radius_m, act, perpetrators, victims, report_count, source_count, revision, changed_at)
     SELECT incident, at, 'ACTUAL', at, at, lat, lon, 300, 'ATTACK', '{}', '{}', 1, 1, 1, at FROM seed`,
  );
  await database.query(
    `INSERT INTO incident_report (report_id, incident_id, source_id, bits, why, evidence, runners_up, model_version, decided_by, linked_at)
     SELECT id, incident, '${SOURCE}', 0, '', '[]', '[]', 'seed', 'AUTO', at FROM seed`,
  );
  await database.query(
    `INSERT INTO incident_block (block_key, incident_id)
     SELECT DISTINCT 'ACTUAL|' || place || '|' || day, incident
       FROM seed, jsonb_array_elements_text(places) AS place,
            unnest(ARRAY[floor((extract(epoch FROM at) - 5400) / 86400), floor((extract(epoch FROM at) + 5400) / 86400)]::int[]) AS day`,
  );
  await database.query(`DROP TABLE seed`);
  for (const table of ['report', 'report_placement', 'incident', 'incident_report', 'incident_block']) await database.query(`VACUUM ANALYZE ${table}`);
}

/** Reports of the days in the middle of what is stored, waiting to be linked. */
export async function seedReports(database: Database, stored: number, count: number, series: number): Promise<string[]> {
  await database.query(
    `CREATE TABLE seed AS
     SELECT ${ID} AS id, ${10_000_000 + series * 100_000} + ${stored} + n AS n, v.lat + 0.0003 * (n % 11) AS lat, v.lon AS lon,
            to_timestamp(${START} / 1000.0 + ${(stored / 2 / A_DAY) * 86_400} + n * 97 + ${series * 800}) AS at
       FROM generate_series(1, $1::int) AS n JOIN seed_village v ON v.village = (n * 31) % ${VILLAGES}`,
    [count],
  );
  await insertReports(database);
  const rows = await database.query<{ id: string }>(`SELECT id FROM seed ORDER BY n`);
  await database.query(`DROP TABLE seed`);
  return rows.map(({ id }) => id);
}

async function insertReports(database: Database): Promise<void> {
  await database.query(
    `INSERT INTO report (id, reporter_id, source_id, client_report_id, received_at, content_sha256, body_sha256, kind, message_status, language,
                         narrative, occurred_from, occurred_to, occurred_precision, occurred_stated, act, weapon)
     SELECT id, '${SOURCE}', '${SOURCE}', 'seed-' || n, at, '', '', 'VIOLATION', 'ACTUAL', 'en', 'Shelling number ' || md5(n::text) || ' was heard near the village.',
            at, at, 'EXACT', '{}', 'ATTACK', (ARRAY['MORTAR', 'AIR_STRIKE', 'TANK', 'ROCKET'])[1 + n % 4] FROM seed`,
  );
  await database.query(
    `INSERT INTO report_placement (report_id, lat, lon, radius_m, how, confidence, candidates, zones, policy_version, placed_at)
     SELECT id, lat, lon, 300, 'STATED_POINT', 1, '[]', '[]', 'seed', at FROM seed`,
  );
}
