import { Client } from 'pg';
import { createApi } from '../../apps/api/create-api';
import { aReport } from '../support';
import { TestService } from '../support/test-service';

describe('the role that serves', () => {
  let service: TestService;
  let runtime: Client;
  beforeAll(async () => {
    service = await TestService.start();
    runtime = new Client({ connectionString: service.settings.databaseUrl });
    await runtime.connect();
  });
  afterAll(async () => {
    await runtime.end();
    await service.stop();
  });

  const seen = async (viewer: string | null) => {
    await runtime.query('BEGIN');
    if (viewer) await runtime.query(`SELECT set_config('hotline.viewer', $1, true)`, [viewer]);
    const { rows } = await runtime.query<{ n: number }>('SELECT count(*)::int AS n FROM report_original');
    await runtime.query('COMMIT');
    return rows[0]!.n;
  };

  const boot = async (change: object) => {
    const api = await createApi({ ...service.settings, ...change });
    await api.init().finally(() => api.close());
  };

  it('does the whole main job', async () => {
    const { body } = await service.post('/v1/reports', 'monitor', aReport());
    await service.settled();
    expect((await service.get(`/v1/receipts/${body.receipt}`, null)).body).toMatchObject({ state: expect.stringMatching(/LINKED|STANDALONE/) });
  });

  it.each([
    ['nobody in particular', null, 0],
    ['a US reviewer', 'US', 0],
    ['a Russian reviewer', 'RU', 0],
    ['OSE', 'OSE', 1],
    ['an auditor', 'AUDITOR', 1],
    ['nobody again, on the same connection', null, 0],
  ])('shows originals to %s: %s', async (_, viewer, count) => expect(await seen(viewer)).toBe(count));

  it.each([
    ['UPDATE report_original SET bytes = $$x$$', 'permission denied'],
    ['DELETE FROM report_original', 'permission denied'],
    ['UPDATE fact SET type = $$x$$', 'permission denied'],
    ['DELETE FROM report', 'permission denied'],
    ['TRUNCATE report', 'permission denied'],
    ['TRUNCATE outbox', 'permission denied'],
    ['ALTER TABLE fact DISABLE TRIGGER fact_is_for_good', 'must be owner'],
    ['ALTER TABLE report_original NO FORCE ROW LEVEL SECURITY', 'must be owner'],
    ['SET session_replication_role = replica', 'permission denied'],
    ['SET row_security = off; SELECT * FROM report_original', 'row-level security'],
    ['CREATE TABLE x (y int)', 'permission denied'],
    ['SELECT * FROM migrations', 'permission denied'],
    ['CREATE ROLE x SUPERUSER', 'permission denied'],
    ['COPY report_original TO PROGRAM $$cat$$', 'permission denied'],
  ])('may not: %s', async (sql, why) => {
    await expect(runtime.query(sql)).rejects.toThrow(why);
    await runtime.query('RESET ALL');
  });

  it('is refused at boot when it is a superuser, and the words that accept it are named', async () => {
    await expect(boot({ databaseUrl: service.db.url })).rejects.toThrow(/superuser[^]*HOTLINE_UNSAFE=database_role/);
  });

  it('is refused at boot on a server that loses what it promised', async () => {
    await expect(boot({ unsafe: [] })).rejects.toThrow(/HOTLINE_UNSAFE=fsync,full_page_writes,synchronous_commit/);
  });
});
