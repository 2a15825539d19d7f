import { randomUUID } from 'node:crypto';
import { get as httpGet } from 'node:http';
import { AssessStep } from '@hotline/assessment';
import type { Caller } from '@hotline/platform';
import { OfferStep } from '@hotline/review';
import type { PoolClient } from 'pg';
import { TestService } from '../../test/support/test-service';
import { until } from '../../test/support';
import { IncidentExportRepository } from './incident-export.repository';
import { IncidentExportService } from './incident-export.service';
import { COLUMNS, rowsIn } from './incident-row';

let service: TestService;
beforeAll(async () => {
  service = await TestService.start({ worker: false });
  await fill(1_300);
});
afterAll(() => service.stop());

const sql = <Row>(text: string, parameters: unknown[] = []) => service.db.database.query<Row>(text, parameters);
const openTransactions = async () =>
  (await sql<{ n: number }>(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`))[0]!.n;

/** An export that nobody reads yet. */
const stream = async () => (await service.api.get(IncidentExportService, { strict: false }).stream('ndjson', { queue: 'all' }, AUDITOR)).stream;
const AUDITOR: Caller = { accountId: randomUUID(), role: 'auditor', side: null, organisationId: randomUUID(), partyCode: null, label: 'auditor' };

/** Incidents without reports, brought to the docket by the real steps. */
async function fill(count: number, weapon = 'MORTAR'): Promise<void> {
  const rows = await sql<{ id: string }>(
    `INSERT INTO incident (id, opened_at, message_status, occurred_from, occurred_to, lat, lon, radius_m, pcode, act, weapon, perpetrators,
                           victims, report_count, source_count, revision, changed_at)
     SELECT gen_random_uuid(), now(), 'ACTUAL', t, t, 33 + n % 40 / 10.0, -36.5 - n % 50 / 10.0, 500, 'SY05', 'ATTACK', $2,
            ARRAY['SAF', '=cmd|'' /C calc''!A0'], '{}', 1, 1, 1, now()
       FROM generate_series(1, $1) AS n, LATERAL (SELECT timestamptz '2016-03-01' + n * interval '7 minutes' AS t) AS at RETURNING id`,
    [count, weapon],
  );
  const ids = rows.map(({ id }) => id);
  await service.db.database.transaction((tx) => service.api.get(AssessStep, { strict: false }).run(tx, ids));
  await service.db.database.transaction((tx) => service.api.get(OfferStep, { strict: false }).run(tx, ids));
  await sql(`UPDATE docket SET scope = 'IN_SCOPE' WHERE incident_id = ANY($1::uuid[])`, [ids]); // rows of an undetermined place show no point
}

/** A reader of RFC 4180 that knows nothing of our writer. */
function parseCsv(text: string): string[][] {
  expect(text.endsWith('\r\n')).toBe(true);
  return text.slice(0, -2).split('\r\n').map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!));
}

describe('an export', () => {
  it('as CSV reads back as what the list shows', async () => {
    const answer = await service.get('/v1/exports/incidents.csv', 'auditor');
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
      200, 'text/csv; charset=utf-8; header=present', 'attachment; filename="incidents.csv"',
    ]);
    const [header, ...lines] = parseCsv(answer.text);
    expect(header).toEqual(COLUMNS);
    expect(lines).toHaveLength(1_300);
    expect(lines.every((line) => line.length === COLUMNS.length)).toBe(true);
    const { items } = (await service.get('/v1/incidents?sort=openedAt&limit=200', 'auditor')).body;
    for (const [at, item] of items.entries()) {
      const line = Object.fromEntries(COLUMNS.map((column, i) => [column, lines[at]![i]]));
      expect(line).toMatchObject({ id: item.id, from: item.from, scope: item.scope, determination: item.determination, perpetrators: 'SAF' });
      expect([Number(line.lat), Number(line.lon)]).toEqual([item.lat, item.lon]);
    }
  });

  it('has the same incidents in every format, and the filters of the list', async () => {
    const query = '?from=2016-03-03T00:00:00Z&to=2016-03-03T12:00:00Z';
    const [csv, ndjson, geojson] = await Promise.all(['csv', 'ndjson', 'geojson'].map((format) => service.get(`/v1/exports/incidents.${format}${query}`, 'secretariat')));
    const ids = parseCsv(csv!.text).slice(1).map(([id]) => id);
    expect(ids.length).toBeGreaterThan(100);
    expect(ids.length).toBeLessThan(110);
    expect(ndjson!.text.trimEnd().split('\n').map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(ids);
    const { features } = JSON.parse(geojson!.text) as { features: { id: string; geometry: { coordinates: [number, number] } }[] };
    expect(features.map(({ id }) => id)).toEqual(ids);
    expect(features[0]!.geometry.coordinates[0]).toBeLessThan(0);
  });

  it.each(['', '?from=2016-03-03T00:00:00Z&to=2016-03-03T12:00:00Z', '?zone=SY05', '?zone=SY0501', '?party=NOBODY', '?queue=verified'])('of %s is as long as was said beforehand', async (query) => {
    const { body } = await service.get(`/v1/exports/incidents.count.json${query}`, 'auditor');
    const file = await service.get(`/v1/exports/incidents.ndjson${query}`, 'auditor');
    expect(body).toEqual({ rows: file.text.split('\n').length - 1, asOf: Number(file.headers.get('hotline-checkpoint')) });
  });

  it('gives the same bytes twice', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => service.get('/v1/exports/incidents.ndjson', 'auditor')));
    expect(one!.text).toBe(two!.text);
  });

  it('is empty but whole when nothing matches', async () => {
    const query = '?party=NOBODY';
    expect((await service.get(`/v1/exports/incidents.csv${query}`, 'auditor')).text).toBe(`${COLUMNS.join(',')}\r\n`);
    expect((await service.get(`/v1/exports/incidents.ndjson${query}`, 'auditor')).text).toBe('');
    expect(JSON.parse((await service.get(`/v1/exports/incidents.geojson${query}`, 'auditor')).text)).toEqual({ type: 'FeatureCollection', features: [] });
  });

  it('asks for what was meant, whatever it looks like', async () => {
    const asked = async (query: string) => (await service.get(`/v1/exports/incidents.ndjson?${query}`, 'auditor')).text.split('\n').length - 1;
    expect(await asked('party=SAF&from=2016-03-01T00:00:00Z')).toBe(1_300);
    for (const hostile of [`' OR true OR '`, `\\' OR true --`, '$1', `SAF', true) --`]) expect(await asked(new URLSearchParams({ party: hostile }).toString())).toBe(0);
    expect(await asked('bbox=-37,33,-36.5,34')).toBeLessThan(await asked('bbox=-180,-90,180,90'));
    expect(await asked('bbox=-180,-90,180,90')).toBe(1_300);
  });

  it('knows incidents whose numbers lie far apart', async () => {
    const runner = service.db.database.source.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    try {
      await client.query(`BEGIN; UPDATE incident_version SET seq = seq * 1000000000 WHERE seq % 100 = 0`);
      let rows = 0;
      for await (const block of new IncidentExportRepository().blocks(client, { queue: 'all' }, (await service.get('/v1/log/status', 'auditor')).body.size)) rows += rowsIn(block).length;
      expect(rows).toBe(1_300);
    } finally {
      await client.query('ROLLBACK');
      await runner.release();
    }
  });

  it.each(['queue=mine', 'from=today', 'limit=5', 'cursor=x'])('refuses %s before it begins', async (query) => {
    const { status, body } = await service.get(`/v1/exports/incidents.csv?${query}`, 'auditor');
    expect([status, body.errors[0].field]).toEqual([400, query.split('=')[0]]);
  });

  it.each(['monitor', 'reviewerUS', 'reviewerRU', 'admin'] as const)('is not for a %s, nor is its length', async (as) => {
    for (const what of ['csv', 'count.json']) expect((await service.get(`/v1/exports/incidents.${what}`, as)).status).toBe(403);
  });

  it('leaves no transaction open when its reader goes away', async () => {
    for (let i = 0; i < 5; i++) {
      await new Promise<void>((resolve, reject) => {
        const request = httpGet(`${service.url}/v1/exports/incidents.ndjson`, { headers: { authorization: `Bearer ${service.tokens.auditor}` } }, (response) => {
          response.once('data', () => {
            response.destroy();
            resolve();
          });
        });
        request.on('error', reject);
      });
    }
    for (const reader of await Promise.all([stream(), stream()])) reader.destroy();
    await until('all transactions are closed', async () => (await openTransactions()) === 0);
  });

  it('shows one instant: what is added while it is read is not in it', async () => {
    const reader = await stream();
    const { asOf } = (await service.get('/v1/exports/incidents.count.json', 'auditor')).body;
    await fill(10, 'TANK');
    let text = '';
    for await (const piece of reader) text += String(piece);
    expect(text.trimEnd().split('\n')).toHaveLength(1_300);
    expect((await service.get('/v1/exports/incidents.ndjson', 'auditor')).text.trimEnd().split('\n')).toHaveLength(1_310);
    expect((await service.get(`/v1/exports/incidents.count.json?asOf=${asOf}`, 'auditor')).body.rows).toBe(1_300);
    expect(await openTransactions()).toBe(0);
  });

  it('is refused before it begins where a sheet could not hold it', async () => {
    jest.spyOn(service.api.get(IncidentExportRepository, { strict: false }), 'count').mockResolvedValueOnce(1_048_575);
    const { status, body } = await service.get('/v1/exports/incidents.xlsx', 'auditor');
    expect([status, body.detail]).toEqual([400, 'A file of this format holds 1048574 incidents and these are 1048575: take CSV, or narrow the filter.']);
    const whole = await service.get('/v1/exports/incidents.xlsx', 'auditor');
    expect(whole.status).toBe(200);
    expect(await openTransactions()).toBe(0);
  });

  it('is refused with 503 when too many are under way, and works again after', async () => {
    const slow = await Promise.all(Array.from({ length: service.settings.poolSize / 2 }, stream));
    expect((await service.get('/v1/exports/incidents.csv', 'auditor')).status).toBe(503);
    for (const reader of slow) reader.destroy();
    await until('an export is possible again', async () => (await service.get('/v1/exports/incidents.csv', 'auditor')).status === 200);
  });
});
