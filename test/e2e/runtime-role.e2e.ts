import { Client } from 'pg';
import { BootCheck, Database, type UnsafeWord } from '@hotline/platform';
import { aReport } from '../support';
import { verifiedIncident } from '../support/review-scene';
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
    await runtime?.end();
    await service?.stop();
  });

  const seen = async (viewer: string | null) => {
    await runtime.query('BEGIN');
    if (viewer) await runtime.query(`SELECT set_config('hotline.viewer', $1, true)`, [viewer]);
    const { rows } = await runtime.query<{ n: number }>('SELECT count(*)::int AS n FROM report_original');
    await runtime.query('COMMIT');
    return rows[0]!.n;
  };

  const boot = (database: Database, unsafe?: UnsafeWord[]) => new BootCheck({ ...service.settings, unsafe: unsafe ?? service.settings.unsafe! }, database).onModuleInit();

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

  describe('rows of one side, one person or the secretariat', () => {
    let reviewer: string;
    beforeAll(async () => {
      const id = await verifiedIncident(service);
      await service.call('PUT', `/v1/incidents/${id}/triage`, 'reviewerUS', { threat: 'CRITICAL', assignee: 'me' });
      await service.post(`/v1/incidents/${id}/lease`, 'reviewerUS', {});
      await service.post('/v1/triage/filters', 'reviewerUS', { name: 'mine', query: 'limit=5' });
      await service.db.database.query(`INSERT INTO ose_notice (id, kind, text, made_at) VALUES (gen_random_uuid(), 'DEADLINE_NEAR', 'Soon.', now())`);
      const [row] = await service.db.database.query<{ id: string }>(`SELECT id FROM account WHERE role = 'reviewer' AND side = 'US'`);
      reviewer = row!.id;
    });
    const read = async (viewer: string | null, sql: string): Promise<unknown> => {
      await runtime.query('BEGIN');
      if (viewer) await runtime.query(`SELECT set_config('hotline.viewer', $1, true)`, [viewer]);
      const { rows } = await runtime.query<{ found: unknown }>(sql);
      await runtime.query('COMMIT');
      return rows[0]!.found;
    };
    const TRIAGE = `SELECT coalesce(string_agg(side, ' ' ORDER BY side), '') AS found FROM triage`;
    const LEASES = `SELECT coalesce(string_agg(side, ' '), '') AS found FROM review_lease`;
    const FILTERS = `SELECT count(*)::int AS found FROM saved_filter`;
    const NOTICES = `SELECT count(*)::int AS found FROM ose_notice`;

    it.each<[string, string | null, string, unknown]>([
      ['the queue to the US', 'US', TRIAGE, 'US'],
      ['the queue to Russia', 'RU', TRIAGE, 'RU'],
      ['both queues to OSE', 'OSE', TRIAGE, 'RU US'],
      ['no queue to an auditor', 'AUDITOR', TRIAGE, ''],
      ['no queue to nobody in particular', null, TRIAGE, ''],
      ['who of the US works to the US', 'US', LEASES, 'US'],
      ['who of the US works not to Russia', 'RU', LEASES, ''],
      ['notices to OSE', 'OSE', NOTICES, 1],
      ['notices not to a side', 'US', NOTICES, 0],
      ['saved filters not to their own side', 'US', FILTERS, 0],
      ['saved filters not to OSE', 'OSE', FILTERS, 0],
    ])('are shown by PostgreSQL itself: %s', async (_, viewer, sql, found) => expect(await read(viewer, sql)).toEqual(found));

    it('a saved filter is shown to the account that saved it', async () => expect(await read(reviewer, FILTERS)).toBe(1));

    it('of the other side one learns that somebody is at work, and no more', async () => {
      expect(await read('RU', `SELECT bool_or(side_is_at_work(incident_id, 'US', now())) AS found FROM docket`)).toBe(true);
      expect(await read('RU', LEASES)).toBe('');
    });

    it.each(['UPDATE triage SET threat = $$LOW$$', 'UPDATE review_lease SET expires_at = now()', 'DELETE FROM review_lease', 'DELETE FROM saved_filter'])('as the other side changes nothing: %s', async (sql) => {
      await runtime.query(`BEGIN; SELECT set_config('hotline.viewer', 'RU', true)`);
      await runtime.query(`DELETE FROM triage WHERE side = 'RU'`);
      const { rowCount } = await runtime.query(sql);
      await runtime.query('ROLLBACK');
      expect(rowCount).toBe(0);
    });

    it('nobody writes a row for the other side', async () => {
      await runtime.query(`BEGIN; SELECT set_config('hotline.viewer', 'RU', true)`);
      const forged = `INSERT INTO review_lease (incident_id, side, account_id, taken_at, expires_at) SELECT gen_random_uuid(), 'US', $1::uuid, now(), now()`;
      await expect(runtime.query(forged, [reviewer])).rejects.toThrow('row-level security');
      await runtime.query('ROLLBACK');
    });
  });

  it.each([
    ['UPDATE report_original SET bytes = $$x$$', 'permission denied'],
    ['DELETE FROM report_original', 'permission denied'],
    ['UPDATE fact SET type = $$x$$', 'permission denied'],
    ['DELETE FROM report', 'permission denied'],
    ['DELETE FROM account', 'permission denied'],
    ['DELETE FROM organisation', 'permission denied'],
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

  it('keeps nobody\'s view beyond a transaction: not when the pool gives the same connection to the next request, and not when the work failed', async () => {
    const database = service.api.get(Database);
    const originals = 'SELECT count(*)::int AS n, pg_backend_pid() AS pid FROM report_original';
    const asOse = (fails: boolean) =>
      database.seenBy('OSE', async (tx) => {
        const [row] = (await tx.query(originals)) as [{ n: number; pid: number }];
        expect(row.n).toBeGreaterThan(0);
        if (fails) await tx.query('SELECT 1 / 0');
        return row.pid;
      });
    const ways = Array.from({ length: service.settings.poolSize }, (_, at) => asOse(at % 2 === 1).catch(() => null));
    const used = new Set((await Promise.all(ways)).filter((pid) => pid !== null));
    const after = await Promise.all(Array.from({ length: service.settings.poolSize * 4 }, () => database.query<{ n: number; pid: number }>(originals)));
    expect(after.flat().some(({ pid }) => used.has(pid))).toBe(true); // a connection that OSE used
    expect(new Set(after.flat().map(({ n }) => n))).toEqual(new Set([0]));
  });

  it('is asked about at every boot of the api', () => expect(service.api.get(BootCheck)).toBeDefined());

  it('is refused at boot when it is a superuser, and the words that accept it are named', async () => {
    await expect(boot(service.db.database)).rejects.toThrow(/superuser[^]*HOTLINE_UNSAFE=database_role/);
  });

  it('is refused at boot on a server that loses what it promised', async () => {
    await expect(boot(service.api.get(Database), [])).rejects.toThrow(/HOTLINE_UNSAFE=fsync,full_page_writes,synchronous_commit/);
  });
});
