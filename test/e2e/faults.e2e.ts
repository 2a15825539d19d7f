import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { aReport, until } from '../support';
import { TestService } from '../support/test-service';
import { build, forkProcess, kill, said } from '../support/worker-process';

jest.setTimeout(180_000);

describe('when something below the service misbehaves', () => {
  let service: TestService;
  beforeAll(async () => {
    build();
    service = await TestService.start({ worker: false });
  });
  afterAll(() => service.stop());

  let number = 0;
  const someReport = () => {
    number++;
    return aReport({ occurred: { from: new Date(Date.UTC(2016, 2, 1, 0, number * 97)).toISOString() }, place: { lat: 33 + (number % 200) / 60, lon: 36.3 + (number % 90) / 60, radiusM: 300 } });
  };
  const sendUntilFiled = (report: object, url = service.url): Promise<string> =>
    until('the report is filed', async () => {
      const response = await fetch(`${url}/v1/reports`, { method: 'POST', headers: { authorization: `Bearer ${service.tokens.monitor}`, 'content-type': 'application/json' }, body: JSON.stringify(report) });
      const body = (await response.json()) as { reportId: string };
      expect([200, 202, 503]).toContain(response.status);
      return response.ok ? body.reportId : null;
    });
  /** Reports that do not have exactly one fact of each kind, one incident and one line on the docket. */
  const odd = async (ids: readonly string[]) => {
    const rows = await service.db.database.query<{ id: string; counts: number[] }>(
      `SELECT r.id, ARRAY[(SELECT count(*) FROM fact WHERE report_id = r.id AND type = 'report.received'), (SELECT count(*) FROM fact WHERE report_id = r.id AND type = 'report.placed'),
                          (SELECT count(*) FROM incident_report WHERE report_id = r.id), (SELECT count(*) FROM incident_report JOIN docket USING (incident_id) WHERE report_id = r.id)]::int[] AS counts FROM report r`,
    );
    const counts = new Map(rows.map((row) => [row.id, row.counts]));
    return ids.filter((id) => counts.get(id)?.join() !== '1,1,1,1');
  };
  const theLogHolds = async () => {
    await until('every fact has its index', async () => !(await service.get('/v1/log/status', 'auditor')).body.factsWait);
    return (await service.fsck()).isGood;
  };

  it('connections that PostgreSQL cuts cost a second try, and nothing that was promised', async () => {
    await service.startWorker();
    const admin = new Client({ connectionString: service.db.url });
    await admin.connect();
    let isOver = false;
    let cut = 0;
    const cutting = (async () => {
      // Ten times a second, and not for ever: where nothing is done between two cuts, nothing ever would be.
      for (let time = 0; time < 60 && !isOver; time++) {
        const { rowCount } = await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = $1 AND pid <> pg_backend_pid()`, [new URL(service.settings.databaseUrl).username]);
        cut += rowCount ?? 0;
        await new Promise((done) => setTimeout(done, 100));
      }
    })();
    const filed = await Promise.all(Array.from({ length: 120 }, () => sendUntilFiled(someReport())));
    isOver = true;
    await cutting;
    await admin.end();
    await service.settled();
    expect(await odd(filed)).toEqual([]);
    expect(cut).toBeGreaterThan(5);
    expect(await theLogHolds()).toBe(true);
    await service.stopWorker();
  });

  it('jobs that come twice, in the wrong order, of nobody, or in a form of another version change nothing', async () => {
    const redis = new Redis(service.settings.redisUrl, { maxRetriesPerRequest: null });
    const topics = ['report-received', 'report-placed', 'incident-changed', 'incident-assessed', 'reference-changed', 'zones-changed'];
    const queues = topics.map((name) => new Queue(name, { connection: redis }));
    const filed = await Promise.all(Array.from({ length: 40 }, () => sendUntilFiled(someReport())));
    // The last stage hears of them first, and everybody hears of them three times, before and while the relay tells the truth.
    const nonsense = [{ version: 2, ids: filed }, { version: 3 }, null, 'report.received', [7, 'x']];
    const flood = async () => {
      for (const queue of [...queues].reverse()) {
        for (let time = 0; time < 3; time++) await queue.add('again', [...filed].reverse(), { removeOnComplete: true, removeOnFail: true });
        for (const data of nonsense) await queue.add('other', data, { removeOnComplete: true, removeOnFail: true });
      }
    };
    await flood();
    await service.startWorker();
    await flood();
    await service.settled();
    const waiting = async () => (await Promise.all(queues.map((queue) => queue.getJobCountByTypes('waiting', 'active', 'failed')))).reduce((sum, count) => sum + count, 0);
    await until('the queues are empty', async () => (await waiting()) === 0);
    expect(await odd(filed)).toEqual([]);
    await service.stopWorker();
    await Promise.all(queues.map((queue) => queue.close()));
    await redis.quit();
  });

  it('work of a topic that only a later version knows is left for that version', async () => {
    await service.db.database.query(`INSERT INTO outbox (topic, subject_id) VALUES ('report.translated', gen_random_uuid())`);
    await service.startWorker();
    const [filed] = await Promise.all([sendUntilFiled(someReport())]);
    await until('its own work is done', async () => (await odd([filed])).length === 0);
    const left = await service.db.database.query<object>(`DELETE FROM outbox WHERE topic = 'report.translated' AND attempts = 0 AND quarantined_at IS NULL RETURNING topic`);
    expect(left).toMatchObject([[{ topic: 'report.translated' }], 1]);
    await service.stopWorker();
  });

  it('clocks of api and worker that are set a day back and forth, all the time, change nothing but the times that are written down', async () => {
    const environment = { CLOCK_STEPS_MS: JSON.stringify([0, 86_400_000, -86_400_000, 1_000, -3_600_000]) };
    const [api, worker] = (['api', 'worker'] as const).map((name) => forkProcess(name, service.settings, { preload: ['tools/chaos/stepping-clock.cjs'], environment }));
    const [{ listening }] = await Promise.all([said<{ listening: string }>(api!), said(worker!)]);
    const filed: string[] = [];
    const spread = async () => (await service.db.database.query<{ hours: number }>(`SELECT extract(epoch FROM max(received_at) - min(received_at))::float / 3600 AS hours FROM report WHERE id = ANY($1::uuid[])`, [filed]))[0]!.hours;
    await until('reports came at twelve times and more, and at those that lie farthest apart', async () => {
      filed.push(...(await Promise.all(Array.from({ length: 5 }, () => sendUntilFiled(someReport(), listening)))));
      await new Promise((done) => setTimeout(done, 100)); // another time of the clock that steps
      return filed.length >= 60 && (await spread()) > 24;
    }, 60_000);
    await service.settled();
    await until('every fact has its index', async () => !(await service.get('/v1/log/status', 'auditor')).body.factsWait);
    await Promise.all([kill(api!), kill(worker!)]);
    expect(await odd(filed)).toEqual([]);
    expect(await theLogHolds()).toBe(true);
  });
});
