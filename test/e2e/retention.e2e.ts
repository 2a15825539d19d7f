import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { Client } from 'pg';
import { unwrap } from '@hotline/intake';
import { aReport, until } from '../support';
import { TestService } from '../support/test-service';

const CANARY = 'canary-contact-5550199';

describe('contact details', () => {
  let service: TestService;
  let identity: string;
  let reportId: string;
  let receipt: string;
  const sent = JSON.stringify(aReport({ contact: { phone: CANARY } }));
  beforeAll(async () => {
    identity = await generateIdentity();
    service = await TestService.start({ settings: { sealRecipients: [await identityToRecipient(identity)] } });
    const { body } = await service.post('/v1/reports', 'monitor', sent);
    ({ reportId, receipt } = body as { reportId: string; receipt: string });
    await service.post('/v1/reports', 'monitor', aReport()); // of somebody who left none
    await service.settled();
    await service.sequenced();
  });
  afterAll(() => service.stop());

  /** As the holder of the off-server key opens them, with all that the database has. */
  const opened = async (): Promise<string> => {
    const [row] = await service.db.database.query<{ bytes: Buffer; key: Buffer | null }>(
      'SELECT o.bytes, s.key FROM report_original o LEFT JOIN report_seal s USING (report_id) WHERE o.report_id = $1',
      [reportId],
    );
    if (!row!.key) throw new Error('there is no data key');
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return Buffer.from(await decrypter.decrypt(unwrap(row!.bytes, row!.key))).toString();
  };
  const age = (days: number) => service.db.database.query(`UPDATE report_seal SET sealed_at = now() - make_interval(days => $1)`, [days]);
  const run = async () => (await service.post('/v1/admin/retention/run', 'admin', {})).body.destroyed as number;
  const keys = async () => (await service.db.database.query<{ n: number }>('SELECT count(*)::int AS n FROM report_seal'))[0]!.n;

  it('are opened by the holder of the off-server key, to the byte, as long as they are kept', async () => expect(await opened()).toBe(sent));

  it('have a key of their own, and a report without any has none', async () => expect(await keys()).toBe(1));

  it.each([
    ['nobody in particular', null, 0],
    ['a reviewer', 'US', 0],
    ['an auditor', 'AUDITOR', 0],
    ['OSE', 'OSE', 1],
  ])('show their key to %s: %s', async (_, viewer, count) => {
    const runtime = new Client({ connectionString: service.settings.databaseUrl });
    await runtime.connect();
    await runtime.query('BEGIN');
    if (viewer) await runtime.query(`SELECT set_config('hotline.viewer', $1, true)`, [viewer]);
    const seen = await runtime.query('SELECT key FROM report_seal');
    const gone = await runtime.query('DELETE FROM report_seal');
    await runtime.query('ROLLBACK');
    await runtime.end();
    expect([seen.rowCount, gone.rowCount]).toEqual([count, 0]);
  });

  it('stay on the last day', async () => {
    await age(89);
    expect([await run(), await keys()]).toEqual([0, 1]);
  });

  it('are destroyed by operators alone', async () => expect((await service.post('/v1/admin/retention/run', 'reviewerUS', {})).status).toBe(403));

  it('can be opened by nobody when their time is over: by the worker, without being asked', async () => {
    await age(91);
    await service.stopWorker();
    await service.startWorker();
    await until('the key is gone', async () => (await keys()) === 0);
    await expect(opened()).rejects.toThrow('there is no data key');
    const [{ bytes }] = (await service.db.database.query<{ bytes: Buffer }>('SELECT bytes FROM report_original WHERE report_id = $1', [reportId])) as [{ bytes: Buffer }];
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    await expect(decrypter.decrypt(bytes)).rejects.toThrow();
  });

  it('were destroyed is a fact, once, and a second look destroys nothing', async () => {
    expect(await run()).toBe(0);
    const facts = await service.db.database.query(`SELECT report_id AS id, content FROM fact WHERE type = 'contact.destroyed'`);
    expect(facts).toEqual([{ id: reportId, content: { why: 'kept for 90 days, policy v1' } }]);
  });

  it('leave the log whole: the report is proved, its receipt tells its story, a repeat is recognised', async () => {
    await service.sequenced();
    expect(await service.fsck()).toEqual({ isGood: true, failed: [] });
    expect((await service.get(`/v1/receipts/${receipt}`, null)).status).toBe(200);
    expect((await service.post('/v1/reports', 'monitor', sent)).status).toBe(200);
  });

  it('are in no table and no export, before or after', async () => {
    const exported = await Promise.all(['incidents.ndjson?queue=all', 'log.ndjson'].map((path) => service.get(`/v1/exports/${path}`, 'auditor')));
    expect(exported.map(({ status, text }) => [status, text.includes(CANARY)])).toEqual([[200, false], [200, false]]);
  });
});
