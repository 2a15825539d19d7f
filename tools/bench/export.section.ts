import { ApiProcess } from './api.process';

const ROWS = 1_000_000;

/** A million incidents in every format: seconds, and what the api's memory grew by. */
export async function exportSection(): Promise<void> {
  const api = await ApiProcess.start();
  try {
    const head = (await (await api.get('/v1/log/status')).json()) as { size: number };
    await api.fill(
      `INSERT INTO incident_version (log_index, incident_id, seq, state, fact_status, scope, ihl_concern, determination, act, weapon, target, occurred_from,
              occurred_to, lat, lon, radius_m, pcode, zones, perpetrators, victims, parties, killed, wounded, report_count, source_count, responsible_co_chair,
              gravity, message_status, revision, opened_at, changed_at)
       SELECT -n, gen_random_uuid(), n, 'AWAITING_OPINIONS', 'VERIFIED', 'IN_SCOPE', false, 'PENDING', 'ATTACK', 'MORTAR', 'CIVILIAN_AREA',
              '2016-02-27'::timestamptz + n * interval '1 second', '2016-02-27'::timestamptz + n * interval '1 second', 33 + (n % 4000) / 1000.0, 36 + (n % 5000) / 1000.0, 500,
              'SY0404' || lpad((n % 10)::text, 2, '0'), ARRAY['SY', 'SY04', 'SY0404'], ARRAY['SAF'], ARRAY['GROUP_A'], ARRAY['SAF', 'GROUP_A'], n % 4, n % 9, 1 + n % 3, 1, 'RU',
              'MAJOR', 'ACTUAL', 1, now(), now() FROM generate_series(1, ${ROWS}) AS n`,
      'ANALYZE incident_version',
    );
    const rows = [];
    for (const format of ['csv', 'ndjson', 'geojson', 'xlsx']) {
      const { seconds, mb, growthMb } = await api.drained(`/v1/exports/incidents.${format}?asOf=${head.size}`);
      rows.push({ figure: `${ROWS} incidents as ${format}`, value: `${seconds.toFixed(1)} s, ${mb.toFixed(0)} MB`, 'memory growth': `${growthMb} MB`, goal: '< 60 s, < 200 MB' });
      console.log(rows.at(-1));
    }
    console.table(rows);
  } finally {
    await api.stop();
  }
}
