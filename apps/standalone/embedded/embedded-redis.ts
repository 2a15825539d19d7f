// embedded-redis.ts - a private Redis for one machine, a demonstration or a test, in one folder.
import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { claimFolder, lifeOf } from './data-folder.lock';
import { freePort } from './free.port';
import { lastLines, startOwned, type OwnedProcess } from './owned.process';

export interface RedisOptions {
  /** A folder of its own, made when missing. Each kind of server keeps its data in its own folder below. */
  dataDir: string;
  log?: (line: string) => void;
  /** `native`, unless said otherwise: what is installed, if anything is. */
  prefer?: 'native' | 'wasm';
}

export interface EmbeddedRedis {
  /** With the password; both stay the same over restarts, so that those who use it find it again. */
  url: string;
  pid: number;
  kind: 'native' | 'wasm';
  /** How the server ended, in words, however that came. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

const ATTEMPTS = 5;
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;

// One try and no afterlife: a refused connection would otherwise keep a timer of two seconds.
const PROBE = {
  lazyConnect: true,
  retryStrategy: () => null,
  maxRetriesPerRequest: 0,
  enableReadyCheck: false,
  disconnectTimeout: 0,
};

/**
 * Never the only place where something is known: a kill -9 of the server loses the last second (native) or the last two
 * (wasm). One live run per folder.
 */
export async function startRedis({
  dataDir,
  log = () => undefined,
  prefer = 'native',
}: RedisOptions): Promise<EmbeddedRedis> {
  const folder = resolve(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = claimFolder(folder);
  try {
    const program = prefer === 'native' ? installedServer() : undefined;
    const kind = program ? 'native' : 'wasm';
    const data = join(folder, kind);
    const logFile = join(folder, 'server.log');
    mkdirSync(data, { recursive: true, mode: 0o700 });
    if (existsSync(logFile)) renameSync(logFile, `${logFile}.old`);
    await stopOrphan(folder, log);

    const password = passwordOf(folder);
    const begin = (port: number) =>
      program ? startNative(program, { data, port, password, logFile }) : startWasm({ data, port, password, logFile });
    const { owned, url } = await launch(begin, folder, password, log);
    let stopping: Promise<void> | undefined;
    void owned.ended.then((how) => stopping ?? log(`Redis (${kind}) ended by itself (${how}):\n${lastLines(logFile)}`));
    const stop = () => (stopping ??= owned.stop(STOP_WITHIN_MS).then(release));
    return { url, pid: owned.child.pid as number, kind, ended: owned.ended, stop };
  } catch (error) {
    release();
    throw error;
  }
}

interface Seat {
  data: string;
  port: number;
  password: string;
  logFile: string;
}

function passwordOf(folder: string): string {
  const file = join(folder, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

// BullMQ wants 6.2 or later.
function installedServer(): string | undefined {
  return ['valkey-server', 'redis-server'].find((program) => {
    const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', windowsHide: true });
    const [, major, minor] = /v=(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
    return major !== undefined && Number(major) + Number(minor) / 100 >= 6.02;
  });
}

// The configuration goes through the standard input, because a command line can be read by everybody on the machine.
function startNative(program: string, { data, port, password, logFile }: Seat): OwnedProcess {
  const owned = startOwned(program, ['-'], { stdin: 'pipe', logFile, farewell: 'SIGTERM' });
  owned.child.stdin?.on('error', () => undefined);
  owned.child.stdin?.end(
    [
      'bind 127.0.0.1',
      `port ${port}`,
      `requirepass ${password}`,
      `dir ${JSON.stringify(data)}`,
      'daemonize no',
      'appendonly yes',
      'save ""',
      'maxmemory-policy noeviction',
      '',
    ].join('\n'),
  );
  return owned;
}

function startWasm({ data, port, password, logFile }: Seat): OwnedProcess {
  const program = join(__dirname, 'embedded-redis.process.mjs');
  const owned = startOwned(process.execPath, ['--no-warnings', program], { ipc: true, logFile, farewell: 'SIGTERM' });
  if (owned.child.pid !== undefined) owned.child.send({ folder: data, port, password }, () => undefined);
  return owned;
}

async function launch(
  begin: (port: number) => OwnedProcess,
  folder: string,
  password: string,
  log: (line: string) => void,
) {
  for (let attempt = 1; ; attempt += 1) {
    const remembered = join(folder, 'port');
    const port = await freePort(existsSync(remembered) ? Number(readFileSync(remembered, 'utf8')) : 0);
    const owned = begin(port);
    if (owned.child.pid !== undefined) writeFileSync(join(folder, 'server.pid'), lifeOf(owned.child.pid) ?? '');
    const url = `redis://:${password}@127.0.0.1:${port}`;
    const obstacle = await firstAnswer(owned, url);
    if (obstacle === undefined) {
      writeFileSync(remembered, String(port));
      return { owned, url };
    }
    await owned.stop(STOP_WITHIN_MS);
    const end = lastLines(join(folder, 'server.log'));
    if (attempt === ATTEMPTS)
      throw new Error(`Redis did not start in ${ATTEMPTS} attempts (${obstacle}). The end of its log:\n${end}`);
    log(`Redis did not start (${obstacle}), trying again`);
  }
}

/** Waits until a command is served, which is after the data are loaded; otherwise says why not. */
async function firstAnswer(owned: OwnedProcess, url: string): Promise<string | undefined> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let obstacle = 'no answer';
  // Ours says when it has set its password; asked before, it would serve anybody.
  if (owned.child.channel)
    await Promise.race([
      once(owned.child, 'message').catch(() => undefined),
      owned.ended,
      delay(READY_WITHIN_MS, undefined, { ref: false }),
    ]);
  while (Date.now() < deadline) {
    const ended = owned.end();
    if (ended !== undefined) return ended;
    const client = new Redis(url, PROBE);
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.ping();
      return undefined;
    } catch (error) {
      obstacle = (error as Error).message;
    } finally {
      client.disconnect();
    }
    await Promise.race([delay(25), owned.ended]);
  }
  return obstacle;
}

// The server of a run that was killed is probably saving and about to go. It is known by its number and by when it started.
async function stopOrphan(folder: string, log: (line: string) => void): Promise<void> {
  const file = join(folder, 'server.pid');
  if (!existsSync(file)) return;
  const orphan = readFileSync(file, 'utf8');
  const pid = Number.parseInt(orphan, 10);
  for (const [signal, patienceMs] of [
    ['SIGTERM', STOP_WITHIN_MS],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!(pid > 0) || lifeOf(pid) !== orphan) return;
    log(`Stopping Redis ${pid}, left behind by an earlier run`);
    process.kill(pid, signal);
    const deadline = Date.now() + patienceMs;
    while (lifeOf(pid) === orphan && Date.now() < deadline) await delay(20);
  }
  if (lifeOf(pid) === orphan) throw new Error(`An earlier Redis on ${folder} does not end: process ${pid}.`);
}
