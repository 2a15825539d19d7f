import { Client, Query } from 'pg';
import { ApiProcess } from './api.process';
import type { Figure } from './figure';
import type { BenchOptions } from './section';

/** A million incidents in every format, each from an api that was just started: seconds, and what its memory grew by; against COPY, which is read here as well. */
export async function exportSection({ rows }: BenchOptions): Promise<Figure[]> {
  const api = await ApiProcess.start();
  try {
    const { size } = (await (await api.get('/v1/log/status')).json()) as { size: number };
    await api.fill(
      `INSERT INTO incident_version (log_index, incident_id, seq, state, fact_status, scope, ihl_concern, determination, act, weapon, target, occurred_from,
              occurred_to, lat, lon, radius_m, pcode, zones, open_zones, perpetrators, victims, parties, killed, wounded, report_count, source_count, responsible_co_chair,
              gravity, message_status, revision, opened_at, changed_at)
       SELECT -n, gen_random_uuid(), n, 'AWAITING_OPINIONS', 'VERIFIED', 'IN_SCOPE', false, 'PENDING', 'ATTACK', 'MORTAR', 'CIVILIAN_AREA',
              '2016-02-27'::timestamptz + n * interval '1 second', '2016-02-27'::timestamptz + n * interval '1 second', 33 + (n % 4000) / 1000.0, 36 + (n % 5000) / 1000.0, 500,
              'SY0404' || lpad((n % 10)::text, 2, '0'), ARRAY['SY', 'SY04', 'SY0404'], ARRAY['SY', 'SY04', 'SY0404'], ARRAY['SAF'], ARRAY['GROUP_A'], ARRAY['SAF', 'GROUP_A'], n % 4, n % 9, 1 + n % 3, 1, 'RU',
              'MAJOR', 'ACTUAL', 1, now(), now() FROM generate_series(1, ${rows}) AS n`,
      'VACUUM ANALYZE incident_version',
    );
    const figures: Figure[] = [];
    for (const format of ['csv', 'ndjson', 'geojson', 'xlsx']) {
      await api.restart();
      const copied = format === 'csv' || format === 'ndjson' ? await copy(api.databaseUrl, size) : null;
      const { seconds, mb, growthMb, cpuSeconds } = await api.drained(`/v1/exports/incidents.${format}?queue=all&asOf=${size}`);
      const name = `${rows} incidents as ${format}`;
      figures.push({ section: 'export', name, value: seconds, unit: 's', goal: { atMost: 60 }, against: `${cpuSeconds.toFixed(1)} s of the api's processor, ${mb.toFixed(0)} MB` });
      figures.push({ section: 'export', name: `${name}: growth of resident memory`, value: growthMb, unit: 'MB', goal: { atMost: 200 }, isSteady: true });
      if (copied !== null) figures.push({ section: 'export', name: `${name} / COPY`, value: copied / seconds, unit: 'ratio', goal: { atLeast: 0.5 }, against: `COPY ... TO STDOUT of the same query: ${copied.toFixed(1)} s`, isSteady: true });
      for (const figure of figures.slice(-3)) console.log(`${figure.name}: ${figure.value.toFixed(2)} ${figure.unit}`);
    }
    return figures;
  } finally {
    await api.stop();
  }
}

/** Reads what COPY sends and does nothing with it. */
class Discarded extends Query {
  handleCopyData(): void {}
}

/** Seconds in which PostgreSQL sends the same rows of the same view as CSV. */
async function copy(databaseUrl: string, size: number): Promise<number> {
  const client = new Client({ connectionString: databaseUrl, options: '-c jit=off' }); // as the api's connections
  await client.connect();
  const started = performance.now();
  await new Promise<void>((done, failed) => {
    const select = `SELECT incident_id, state, fact_status, scope, ihl_concern, determination, act, weapon, target, occurred_from, occurred_to, lat, lon, radius_m,
      pcode, zones, perpetrators, victims, killed, wounded, report_count, source_count, responsible_co_chair, gravity, message_status, revision, opened_at, offered_at,
      changed_at FROM incident_shown WHERE absorbed_into IS NULL AND log_index < ${size} AND (superseded_at IS NULL OR superseded_at >= ${size}) ORDER BY seq`;
    client.query(new Discarded(`COPY (${select}) TO STDOUT (FORMAT csv)`, (error) => (error ? failed(error) : done())));
  });
  await client.end();
  return (performance.now() - started) / 1000;
}
