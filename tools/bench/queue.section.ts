import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { startPostgres } from '../../apps/standalone/embedded/embedded-postgres';
import { StandaloneProcess } from './standalone.process';

const INCIDENTS = 100_000;
const ROUNDS = 400;

/** The first page of each queue with 100,000 verified incidents in it, as a reviewer's console asks for it. Seeded with SQL. */
export async function queueSection(): Promise<void> {
  const service = new StandaloneProcess();
  const rows: Record<string, string>[] = [];
  const postgres = await startPostgres({ dataDir: join(service.dataDir, 'postgres') });
  try {
    Object.assign(service.environment, { DATABASE_URL: postgres.url });
    await service.start();
    await seed(postgres.url);
    const paths = [
      ['triage, first page', '/v1/triage?limit=50'],
      ['triage, filtered by zone', '/v1/triage?limit=50&zone=SY04'],
      ['triage, counts', '/v1/triage/counts'],
      ['verified queue, newest first', '/v1/incidents?queue=verified&limit=50'],
    ] as const;
    for (const [name, path] of paths) {
      const times = await measure(service, path);
      const at = (share: number) => `${times[Math.floor(times.length * share)]!.toFixed(1)} ms`;
      rows.push({ figure: `${name}, ${INCIDENTS.toLocaleString('en')} incidents`, p50: at(0.5), p99: at(0.99), goal: name.endsWith('counts') ? '-' : 'p99 < 50 ms' });
    }
    console.table(rows);
  } finally {
    await service.stop();
    await postgres.stop();
    service.remove();
  }
}

/** One request after another, for both sides in turn; milliseconds, sorted. */
async function measure(service: StandaloneProcess, path: string): Promise<number[]> {
  const tokens = [service.token('reviewerUS'), service.token('reviewerRU')];
  const times: number[] = [];
  for (let round = -20; round < ROUNDS; round++) {
    const started = performance.now();
    const answer = await fetch(service.url + path, { headers: { authorization: `Bearer ${tokens[Math.abs(round) % 2]}` } });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${body}`);
    if (round >= 0) times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b);
}

async function seed(url: string): Promise<void> {
  const source = await new DataSource({ type: 'postgres', url }).initialize();
  try {
    await source.query(`
      CREATE TEMP TABLE seed AS SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS assessment, timestamptz '2016-02-27' + n * interval '1 minute' AS at,
        (ARRAY['MINOR', 'MAJOR', 'GRAVE'])[1 + n % 3] AS gravity, 'SY' || lpad((1 + n % 14)::text, 2, '0') AS zone FROM generate_series(1, ${INCIDENTS}) AS n;
      INSERT INTO incident (id, opened_at, message_status, occurred_from, occurred_to, lat, lon, radius_m, perpetrators, victims, report_count, source_count, revision, changed_at)
        SELECT id, at, 'ACTUAL', at, at, 34.8, 36.7, 500, '{SAF}', '{}', 2, 2, 1, at FROM seed;
      INSERT INTO assessment (id, incident_id, incident_revision, made_at, policy_version, tests, scope, scope_why, ihl_concern, fact_status, fact_status_why,
                              corroboration, gravity, gravity_why, responsible_co_chair, interested, perpetrators, victims, zones, content_sha256)
        SELECT assessment, id, 1, at, 'v1', '{}', 'IN_SCOPE', '', false, 'VERIFIED', '', '{}', gravity, '', 'RU', '{}', '{SAF}', '{}', '[]', '' FROM seed;
      INSERT INTO docket (incident_id, assessment_id, revision, message_status, state, fact_status, scope, ihl_concern, act, weapon, occurred_from, occurred_to, lat, lon, radius_m,
                          zones, perpetrators, victims, parties, report_count, source_count, responsible_co_chair, interested, determination, gravity, opened_at, offered_at, changed_at)
        SELECT id, assessment, 1, 'ACTUAL', 'AWAITING_OPINIONS', 'VERIFIED', 'IN_SCOPE', false, 'ATTACK', 'MORTAR', at, at, 34.8, 36.7, 500,
               ARRAY[zone], '{SAF}', '{}', '{SAF}', 2, 2, 'RU', '{}', 'PENDING', gravity, at, at, at FROM seed ORDER BY n;
      INSERT INTO triage (incident_id, side, docket_seq, status, urgency, why, waiting_since, is_shown)
        SELECT seed.id, side, docket.seq, 'AWAITING', 12 - 5 * (n % 3)::int, 'seeded', at, true FROM seed JOIN docket ON docket.incident_id = seed.id, unnest(ARRAY['US', 'RU']) AS side;
      ANALYZE docket; ANALYZE triage;`);
  } finally {
    await source.destroy();
  }
}
