import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { Outbox } from '@hotline/ledger';
import { startRedis, type EmbeddedRedis } from '../../apps/standalone/embedded/embedded-redis';
import { aReport, until } from '../support';
import { TestService } from '../support/test-service';

jest.setTimeout(120_000);

/** Longer than a worker of BullMQ waits on one command for work (its drainDelay, 5 s, and one more): the outage after which some versions never came back. */
const OUTAGE_MS = 7_000;

describe('while Redis is away', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-redis-away-'));
  let redis: EmbeddedRedis;
  let service: TestService;
  let number = 0;
  beforeAll(async () => {
    redis = await startRedis({ dataDir: folder });
    service = await TestService.start({ settings: { redisUrl: redis.url, ratePerMinute: 60 } });
  });
  afterAll(async () => {
    await service.stop();
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const submit = (as: 'monitor' | 'monitor2' = 'monitor') => service.post('/v1/reports', as, aReport({ occurred: { from: new Date(Date.UTC(2016, 2, 1, 0, ++number * 97)).toISOString() } }));
  const asked = async <T>(question: (client: Redis) => Promise<T>): Promise<T> => {
    const client = new Redis(redis.url);
    try {
      return await question(client);
    } finally {
      client.disconnect();
    }
  };

  it('before that, work goes through it, by id alone and each time under another name; nothing that is done stays in it', async () => {
    const named = jest.spyOn(Queue.prototype, 'addBulk');
    await submit();
    await service.settled();
    const jobs = named.mock.calls.flatMap(([added]) => added as { data: string[]; opts: { jobId: string } }[]);
    named.mockRestore();
    expect(jobs.length).toBeGreaterThan(3);
    expect(new Set(jobs.map(({ opts }) => opts.jobId)).size).toBe(jobs.length);
    for (const { data, opts } of jobs) for (const id of data) expect([/^[0-9a-f-]{36}$/.test(id), opts.jobId.includes(id)]).toEqual([true, false]);
    await until('nothing is kept', () => asked(async (client) => (await client.keys('bull:*')).every((key) => /:(meta|events|marker|stalled-check|id)$/.test(key))));
  });

  it('before that, when it is wiped, this is noticed, and nobody waits until work counts as forgotten', async () => {
    const lost = jest.spyOn(Queue.prototype, 'addBulk').mockResolvedValueOnce([]);
    const sentAgain = jest.spyOn(Outbox.prototype, 'reopenOlderThan');
    await submit();
    await until('work was handed on and is gone', () => lost.mock.calls.length > 0);
    sentAgain.mockClear();
    await asked((client) => client.flushall());
    await until('what was handed on is handed on again', () => sentAgain.mock.calls.some(([seconds]) => seconds === 0));
    await service.settled();
    lost.mockRestore();
    sentAgain.mockRestore();
  });

  it('when it stands still, holding on to every connection, work is done without it, and afterwards through it again', async () => {
    process.kill(redis.pid, 'SIGSTOP');
    try {
      expect((await submit()).status).toBe(202);
      await service.settled(30_000);
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
    const handedOn = jest.spyOn(Queue.prototype, 'addBulk');
    await until('work goes through it', async () => (await submit('monitor2'), await service.settled(), handedOn.mock.calls.length > 0));
    handedOn.mockRestore();
  });

  it('reports are accepted, linked and limited as always', async () => {
    const waits = (await submit()).status;
    await redis.stop();
    const answers = await Promise.all(Array.from({ length: 70 }, () => submit()));
    const statuses = answers.map(({ status }) => status);
    expect([waits, new Set(statuses)]).toEqual([202, new Set([202, 429])]); // 60 a minute, whether Redis is there or not
    await service.settled();
    const [row] = await service.db.database.query<{ reports: number; linked: number }>('SELECT (SELECT count(*) FROM report)::int AS reports, (SELECT count(*) FROM incident_report)::int AS linked');
    expect(row!.linked).toBe(row!.reports);
    expect(row!.reports).toBeGreaterThan(50);
  });

  it('and when it is back, the same workers take work from it again', async () => {
    await new Promise((done) => setTimeout(done, OUTAGE_MS)); // the length of the outage is what is tested
    redis = await startRedis({ dataDir: folder });
    expect(redis.url).toBe(service.settings.redisUrl);
    const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
    const queues = ['report-received', 'report-placed', 'incident-changed', 'incident-assessed'].map((name) => new Queue(name, { connection }));
    try {
      // Of nobody: the relay knows nothing of them, so whoever takes them is a worker that listens to Redis.
      for (const queue of queues) await queue.add('again', ['00000000-0000-4000-8000-000000000000'], { removeOnComplete: true, removeOnFail: true });
      await until('every worker took its job', async () => (await Promise.all(queues.map((queue) => queue.getJobCountByTypes('waiting', 'active', 'delayed')))).every((count) => count === 0), 15_000);
    } finally {
      await Promise.all(queues.map((queue) => queue.close()));
      connection.disconnect();
    }
  });
});
