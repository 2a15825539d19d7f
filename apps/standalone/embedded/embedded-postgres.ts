// embedded-postgres.ts - a private PostgreSQL for one machine, a demonstration or a test, in one folder.
import { createHash, randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { claimFolder } from './data-folder.lock';
import { freePort } from './free.port';
import { lastLines, startOwned, type OwnedProcess } from './owned.process';
import { accountFor, standIn } from './postgres.account';
import { packagedBinaries, runnableBinaries, type Account } from './postgres.binaries';
import { archiveSettings } from './wal-archive';

export interface PostgresOptions {
  /** A folder of its own, made when missing. It holds the cluster, its password (0600), its port and the server's log. */
  dataDir: string;
  log?: (line: string) => void;
  /** A folder that gets a copy of every piece of the write-ahead log: with a backup, any later instant can be restored. */
  archive?: string | undefined;
  /** Server settings over the ones below. Tests may give up durability with `fsync: 'off'`; nobody else should. */
  settings?: Record<string, string>;
  /** Of the server's process. A test sets the server's clock with it. */
  environment?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** The superuser's, with the password. */
  url: string;
  pid: number;
  /** How the server ended, in words, however that came. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

const ATTEMPTS = 5;
const SILENT_FOR_MS = 60_000;
const STOP_WITHIN_MS = 30_000;

// Every commit reaches the disk: fsync and synchronous_commit stay as PostgreSQL ships them.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '192MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  wal_compression: 'pglz',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Failed statements quote the values they failed on, and those are people's words: they go to the client, not to a log.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/** Durable once a commit returns. One live run per folder; what a killed run left behind is stopped first. */
export async function startPostgres({
  dataDir,
  log = () => undefined,
  archive,
  settings = {},
  environment = {},
}: PostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const release = claimFolder(folder);
  try {
    const cluster = join(folder, 'cluster');
    const account = accountFor(cluster);
    // Root's copies go where packages keep what can be made again, because a cleaner of temporary files may visit a long run.
    const binaries = runnableBinaries(
      packagedBinaries(),
      account ? ['/var/cache', '/var/tmp', tmpdir()] : [folder, tmpdir()],
      account,
    );
    const server: Server = { folder, cluster, binaries, account, log, logFile: join(folder, 'server.log') };
    if (existsSync(server.logFile)) renameSync(server.logFile, `${server.logFile}.old`);
    const password = passwordOf(server);
    // In every process title of this cluster, and in nobody else's. The hash of 256 random bits gives nothing away.
    const name = `hotline-${createHash('sha256').update(password).digest('hex').slice(0, 12)}`;
    if (!existsSync(cluster)) await createCluster(server, settings);
    await stopOrphan(server, name);
    const archiving = archive ? archiveSettings(archive, account) : {};

    const { owned, url } = await launch(server, password, { ...SETTINGS, cluster_name: name, ...archiving, ...settings }, environment);
    let stopping: Promise<void> | undefined;
    void owned.ended.then(
      (how) => stopping ?? log(`PostgreSQL ended by itself (${how}):\n${lastLines(server.logFile)}`),
    );
    const stop = () => (stopping ??= owned.stop(STOP_WITHIN_MS).then(release));
    return { url, pid: owned.child.pid as number, ended: owned.ended, stop };
  } catch (error) {
    release();
    throw error;
  }
}

interface Server {
  folder: string;
  cluster: string;
  binaries: string;
  account: Account | undefined;
  log: (line: string) => void;
  logFile: string;
}

/** The superuser's password, made with the cluster. */
export function passwordOf({ folder, cluster, account }: Pick<Server, 'folder' | 'cluster' | 'account'>): string {
  const file = join(folder, 'password');
  if (!existsSync(file)) {
    if (existsSync(cluster)) throw new Error(`${file} is missing: without it nobody can enter the cluster beside it.`);
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
    if (account) chownSync(file, account.uid, account.gid);
  }
  return readFileSync(file, 'utf8');
}

// Made under another name and renamed when whole: a run killed half-way leaves no half cluster.
async function createCluster(
  { folder, cluster, binaries, account, logFile }: Server,
  settings: Record<string, string>,
): Promise<void> {
  const draft = `${cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (account) chownSync(draft, account.uid, account.gid);
  const { path, cwd } = standIn(draft, account);
  const password = openSync(join(folder, 'password'), 'r');
  const pwfile = process.platform === 'win32' ? join(folder, 'password') : '/dev/stdin';
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${pwfile}`];
  const args = [
    '-D',
    path,
    ...locale,
    ...access,
    '--no-instructions',
    ...(settings.fsync === 'off' ? ['--no-sync'] : []),
  ];
  const options = { ...account, cwd, stdin: password, env: { LC_ALL: 'C' }, logFile, farewell: 'SIGTERM' as const };
  const how = await startOwned(join(binaries, 'bin', 'initdb'), args, options).ended;
  closeSync(password);
  if (how !== 'exit code 0') throw new Error(`PostgreSQL's cluster could not be made (${how}):\n${lastLines(logFile)}`);
  renameSync(draft, cluster);
}

// The server of a run that was killed may still be there, or on its way out. Only what carries this cluster's name is waited for,
// and only the server that wrote this cluster's postmaster.pid is signalled.
async function stopOrphan({ cluster, binaries, log }: Server, name: string): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return;
  if (process.platform === 'win32') {
    spawnSync(join(binaries, 'bin', 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast'], { windowsHide: true });
    return;
  }
  const orphan = Number.parseInt(readFileSync(lock, 'utf8'), 10);
  for (const [signal, patienceMs] of [
    ['SIGINT', STOP_WITHIN_MS],
    ['SIGKILL', 10_000],
  ] as const) {
    if (processesNamed(name).includes(orphan)) {
      log(`Stopping PostgreSQL ${orphan}, left behind by an earlier run`);
      process.kill(orphan, signal);
    }
    const deadline = Date.now() + patienceMs;
    while (processesNamed(name).length > 0 && Date.now() < deadline) await delay(20);
  }
  const left = processesNamed(name);
  if (left.length > 0)
    throw new Error(`An earlier PostgreSQL on ${cluster} does not end: processes ${left.join(', ')}.`);
  // Nobody of this cluster is left, and the number in the file may be somebody else's by now, on which PostgreSQL would give up.
  rmSync(lock, { force: true });
}

function processesNamed(name: string): number[] {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-axo', 'pid=,command='], { encoding: 'utf8' });
    return stdout
      .split('\n')
      .filter((line) => line.includes(name))
      .map((line) => Number.parseInt(line, 10));
  }
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(name);
      } catch {
        return false;
      }
    });
}

// The port may be taken between the look and the start, and after a crash the first start may find the memory of the last one.
async function launch(
  server: Server,
  password: string,
  settings: Record<string, string>,
  environment: Record<string, string>,
): Promise<{ owned: OwnedProcess; url: string }> {
  const { folder, cluster, binaries, account, log, logFile } = server;
  const remembered = join(folder, 'port');
  const { path, cwd } = standIn(cluster, account);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(existsSync(remembered) ? Number(readFileSync(remembered, 'utf8')) : 0);
    const args = [
      '-D',
      path,
      ...Object.entries({ ...settings, port: String(port) }).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ];
    const options = { ...account, cwd, env: { ...environment, LC_ALL: 'C' }, logFile, farewell: 'SIGINT' as const };
    const owned = startOwned(join(binaries, 'bin', 'postgres'), args, options);
    const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
    const obstacle = await firstAnswer(owned, url);
    if (obstacle === undefined) {
      writeFileSync(remembered, String(port));
      return { owned, url };
    }
    await owned.stop(STOP_WITHIN_MS);
    if (attempt === ATTEMPTS) {
      throw new Error(
        `PostgreSQL did not start in ${ATTEMPTS} attempts (${obstacle}). The end of ${logFile}:\n${lastLines(logFile)}`,
      );
    }
    log(`PostgreSQL did not start (${obstacle}), trying again`);
    await delay(100 * attempt);
  }
}

/** Waits until a real connection is served; otherwise says why not. */
async function firstAnswer(owned: OwnedProcess, url: string): Promise<string | undefined> {
  let deadline = Date.now() + SILENT_FOR_MS;
  let obstacle = 'no answer';
  while (Date.now() < deadline) {
    const ended = owned.end();
    if (ended !== undefined) return ended;
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return undefined;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      obstacle = message;
      // cannot_connect_now: it is replaying its log after a crash, and that takes what it takes.
      if (code === '57P03') deadline = Date.now() + SILENT_FOR_MS;
    } finally {
      await client.end().catch(() => undefined);
    }
    await Promise.race([delay(25), owned.ended]);
  }
  return obstacle;
}
