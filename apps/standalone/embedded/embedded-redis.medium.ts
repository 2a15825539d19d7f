import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue, QueueEvents, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { until } from '../../../test/support/until';
import { lifeOf } from './data-folder.lock';
import { startRedis, type EmbeddedRedis } from './embedded-redis';

jest.setTimeout(60_000);

const installed = ['valkey-server', 'redis-server'].some((program) => spawnSync(program, ['--version']).status === 0);

let home: string;
let dataDir: string;
let closing: (() => unknown)[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hotline-embedded-'));
  dataDir = join(home, 'redis');
  closing = [];
});

afterEach(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(home, { recursive: true, force: true });
});

async function kill(run: ChildProcess): Promise<void> {
  run.kill('SIGKILL');
  await once(run, 'exit');
}

function sleeper(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  closing.push(() => child.kill('SIGKILL'));
  return child;
}

describe.each<'wasm' | 'native'>(installed ? ['wasm', 'native'] : ['wasm'])('embedded Redis, %s', (prefer) => {
  async function start(log?: (line: string) => void): Promise<EmbeddedRedis> {
    const server = await startRedis({ dataDir, prefer, log });
    closing.push(() => server.stop());
    return server;
  }

  async function startInAnotherRun(): Promise<{ run: ChildProcess; url: string; pid: number; error?: string }> {
    const program = join(__dirname, '../../../test/support/another-run.cjs');
    const options = JSON.stringify({ dataDir, prefer });
    const run = fork(program, [join(__dirname, 'embedded-redis.ts'), 'startRedis', options], { execArgv: [] });
    closing.push(() => run.kill('SIGKILL'));
    return new Promise((resolve) =>
      run.once('message', (told: { url: string; pid: number }) => resolve({ run, ...told })),
    );
  }

  function client(url: string): Redis {
    const redis = new Redis(url, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
    redis.on('error', () => undefined);
    closing.push(() => redis.disconnect());
    return redis;
  }

  it('is of the kind that was asked for, refuses to evict, and keeps its data over a restart', async () => {
    const first = await start();
    expect(first.kind).toBe(prefer);
    expect(await client(first.url).config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    await client(first.url).set('word', 'ceasefire');
    await first.stop();
    expect(lifeOf(first.pid)).toBeUndefined();

    const second = await start();
    expect(await client(second.url).get('word')).toBe('ceasefire');
  });

  it('serves nobody without the password', async () => {
    const { url } = await start();
    await expect(client(url.replace(/:[0-9a-f]{64}@/, '')).get('word')).rejects.toThrow(/NOAUTH/);
  });

  it('refuses a second live run on the same folder', async () => {
    const { url } = await start();
    await expect(start()).rejects.toThrow(`in use by process ${process.pid}`);
    expect((await startInAnotherRun()).error).toContain(`in use by process ${process.pid}`);
    expect(await client(url).ping()).toBe('PONG');
  });

  it('is gone with its data saved when the run that started it was killed', async () => {
    const { run, url, pid } = await startInAnotherRun();
    await client(url).set('word', 'ceasefire');
    await kill(run);
    await until('the server has gone', () => lifeOf(pid) === undefined);
    expect(await client((await start()).url).get('word')).toBe('ceasefire');
  });

  it('starts at once after the run was killed, and misses nothing', async () => {
    const { run, url } = await startInAnotherRun();
    await client(url).set('word', 'ceasefire');
    await kill(run);
    expect(await client((await start()).url).get('word')).toBe('ceasefire');
  });

  it('ends the server that an earlier run left behind, and nothing else that has its number', async () => {
    const orphan = sleeper();
    const stranger = sleeper();
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'server.pid'), `${stranger.pid} 1`);
    await (await start()).stop();
    expect(lifeOf(stranger.pid as number)).toBeDefined();

    writeFileSync(join(dataDir, 'server.pid'), lifeOf(orphan.pid as number) as string);
    const lines: string[] = [];
    await start((line) => lines.push(line));
    expect(lines).toEqual([`Stopping Redis ${orphan.pid}, left behind by an earlier run`]);
    expect(lifeOf(orphan.pid as number)).toBeUndefined();
  });

  it('serves thousands of connections one after the other', async () => {
    const { url } = await start();
    const { port, password } = new URL(url);
    for (let count = 0; count < 6_500; count += 1) {
      const socket = connect(Number(port), '127.0.0.1').setNoDelay(true);
      socket.write(`AUTH ${password}\r\n`);
      await once(socket, 'data');
      socket.destroy();
    }
    expect(await client(url).ping()).toBe('PONG');
  });

  describe('under BullMQ', () => {
    let connection: { host: string; port: number; password: string };
    let queue: Queue;
    let events: QueueEvents;

    beforeEach(async () => {
      const { hostname, port, password } = new URL((await start()).url);
      connection = { host: hostname, port: Number(port), password };
      queue = new Queue('steps', { connection });
      events = new QueueEvents('steps', { connection });
      closing.push(() => Promise.all([queue.close(), events.close()]));
      await events.waitUntilReady();
    });

    function work(run: ConstructorParameters<typeof Worker>[1], options: object = {}): Worker {
      const worker = new Worker('steps', run, { connection, concurrency: 20, ...options });
      closing.push(() => worker.close());
      return worker;
    }

    it('works off what was added, each job once', async () => {
      const seen: number[] = [];
      work(async ({ data }) => seen.push(data as number));
      queue.setMaxListeners(0);
      const jobs = await queue.addBulk(Array.from({ length: 500 }, (_, data) => ({ name: 'count', data })));
      await Promise.all(jobs.map((job) => job.waitUntilFinished(events)));
      expect(seen.sort((a, b) => a - b)).toEqual(jobs.map((_, index) => index));
    });

    it('adds one job after the other without waiting for a tick of a timer', async () => {
      // Ticks of a timer that runs beside it: a stock server takes several for each add; on a machine that is busy some adds take one or more as well.
      let ticks = 0;
      let withoutTick = 0;
      const timer = setInterval(() => (ticks += 1), 10);
      for (let count = 0; count < 100; count += 1) {
        const before = ticks;
        await queue.add('count', count);
        if (ticks === before) withoutTick += 1;
      }
      clearInterval(timer);
      expect(withoutTick).toBeGreaterThan(10);
    });

    it('holds a delayed job back until its time', async () => {
      work(async () => Date.now());
      const added = Date.now();
      const job = await queue.add('later', null, { delay: 300 });
      const done = Number(await job.waitUntilFinished(events));
      expect(done - added).toBeGreaterThanOrEqual(300);
    });

    it('tries a failed job again, as often as it was told', async () => {
      work(async ({ attemptsMade }) => {
        if (attemptsMade < 2) throw new Error('not yet');
        return attemptsMade;
      });
      const job = await queue.add('flaky', null, { attempts: 3, backoff: { type: 'fixed', delay: 20 } });
      expect(await job.waitUntilFinished(events)).toBe(2);
    });

    it('gives the job of a worker that vanished to another', async () => {
      const vanished = work(undefined, { lockDuration: 200, skipStalledCheck: true, skipLockRenewal: true });
      const job = await queue.add('held', null);
      expect((await vanished.getNextJob('held until its lock runs out'))?.id).toBe(job.id);
      work(async () => 'recovered', { stalledInterval: 100 });
      expect(await job.waitUntilFinished(events)).toBe('recovered');
    });

    it('keeps one job of many with the same id', async () => {
      await Promise.all(Array.from({ length: 20 }, () => queue.add('same', null, { jobId: 'report-1' })));
      expect(await queue.getJobCountByTypes('waiting')).toBe(1);
    });
  });
});

describe('embedded Redis, wasm', () => {
  it('writes a snapshot by itself, so that killing the server costs seconds', async () => {
    const first = await startRedis({ dataDir, prefer: 'wasm' });
    closing.push(() => first.stop());
    const redis = new Redis(first.url, { retryStrategy: () => null });
    redis.on('error', () => undefined);
    await redis.set('word', 'ceasefire');
    await until('there is a snapshot', () => existsSync(join(dataDir, 'wasm', 'dump.rdb')));
    await until('it holds the word', async () =>
      (await redis.info('persistence')).includes('rdb_changes_since_last_save:0'),
    );
    process.kill(first.pid, 'SIGKILL');
    await first.stop();

    const second = await startRedis({ dataDir, prefer: 'wasm' });
    closing.push(() => second.stop());
    const again = new Redis(second.url);
    closing.push(() => again.disconnect());
    expect(await again.get('word')).toBe('ceasefire');
  });

  it('is what is used when nothing is installed', async () => {
    const server = await startRedis({ dataDir });
    closing.push(() => server.stop());
    expect(server.kind).toBe(installed ? 'native' : 'wasm');
  });
});
