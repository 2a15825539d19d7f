import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startRedis } from '../../apps/standalone/embedded/embedded-redis';
import { aReport, until } from '../support';
import { OwnServers } from '../support/own-servers';
import { build, forkProcess, kill, said } from '../support/worker-process';

jest.setTimeout(180_000);

/** Older queues never resumed after an outage of this length; see the issues of BullMQ 6.0 to 6.3. */
const OUTAGE_MS = 31_000;

describe('Redis is away for more than half a minute', () => {
  let servers: OwnServers;
  let api: ChildProcess;
  let worker: ChildProcess;
  let url: string;
  beforeAll(async () => {
    build();
    servers = await OwnServers.start();
    [api, worker] = [forkProcess('api', servers.settings), forkProcess('worker', servers.settings)];
    [{ listening: url }] = await Promise.all([said<{ listening: string }>(api), said(worker)]);
  });
  afterAll(() => Promise.all([api, worker].map((child) => child && kill(child))));

  let number = 0;
  const send = async () => {
    number++;
    const report = aReport({ occurred: { from: new Date(Date.UTC(2016, 2, 1, 0, number * 97)).toISOString() }, place: { lat: 33 + (number % 60) / 20, lon: 36.3 + (number % 45) / 30, radiusM: 300 } });
    const answer = await fetch(`${url}/v1/reports`, { method: 'POST', headers: { authorization: `Bearer ${servers.tokens.monitor}`, 'content-type': 'application/json' }, body: JSON.stringify(report) });
    expect(answer.status).toBe(202);
    return ((await answer.json()) as { reportId: string }).reportId;
  };
  const several = (count: number) => Promise.all(Array.from({ length: count }, send));
  const listed = (ids: readonly string[]) =>
    until('all of it is listed', async () => (await servers.ask('SELECT FROM incident_report JOIN docket USING (incident_id) WHERE report_id = ANY($1::uuid[])', [ids])).length === ids.length, 60_000);

  it('reports are taken and worked on meanwhile, and the queue is used again afterwards', async () => {
    await listed(await several(10));
    process.kill(servers.redis.pid, 'SIGKILL');
    await servers.redis.ended;
    await servers.redis.stop(); // lets go of its folder
    const since = performance.now();
    await listed(await several(10));
    await until('the outage has lasted', () => performance.now() - since > OUTAGE_MS, 2 * OUTAGE_MS);
    await listed(await several(10));

    const back = await startRedis({ dataDir: join(servers.folder, 'redis') });
    const redis = new Redis(back.url);
    try {
      const completed = async () => (await redis.xrange('bull:report-received:events', '-', '+')).filter(([, fields]) => fields.includes('completed')).length;
      const before = await completed();
      await until('a report was worked on through the queue again', async () => {
        await listed([await send()]);
        return (await completed()) > before;
      }, 60_000);
    } finally {
      redis.disconnect();
      await back.stop();
    }
  });
});
