import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { until } from '../../../test/support/until';
import { lifeOf } from './data-folder.lock';
import { startPostgres, type EmbeddedPostgres } from './embedded-postgres';
import { packagedBinaries, runnableBinaries } from './postgres.binaries';

jest.setTimeout(60_000);

const fast = { fsync: 'off' };
const isRoot = process.getuid?.() === 0;

let home: string;
let dataDir: string;
let servers: EmbeddedPostgres[];
let others: ChildProcess[];

// mkdtemp gives a 0700 folder: as root, every case here also shows that a private folder above the cluster is no obstacle.
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hotline-embedded-'));
  dataDir = join(home, 'postgres');
  servers = [];
  others = [];
});

afterEach(async () => {
  for (const server of servers) await server.stop();
  for (const other of others) other.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

async function start(options: Partial<Parameters<typeof startPostgres>[0]> = {}): Promise<EmbeddedPostgres> {
  const server = await startPostgres({ dataDir, settings: fast, ...options });
  servers.push(server);
  return server;
}

async function startInAnotherRun(): Promise<{ run: ChildProcess; url: string; pid: number; error?: string }> {
  const program = join(__dirname, '../../../test/support/another-run.cjs');
  const options = JSON.stringify({ dataDir, settings: fast });
  const run = fork(program, [join(__dirname, 'embedded-postgres.ts'), 'startPostgres', options], { execArgv: [] });
  others.push(run);
  return new Promise((resolve) =>
    run.once('message', (told: { url: string; pid: number }) => resolve({ run, ...told })),
  );
}

async function kill(run: ChildProcess): Promise<void> {
  run.kill('SIGKILL');
  await once(run, 'exit');
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

describe('embedded PostgreSQL', () => {
  it('keeps its data, its address and its password over a restart', async () => {
    const first = await start();
    await query(first.url, `create table kept as select 'ceasefire' as word`);
    await first.stop();
    expect(lifeOf(first.pid)).toBeUndefined();

    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select word from kept')).toEqual([{ word: 'ceasefire' }]);
  });

  it('may be stopped twice', async () => {
    const server = await start();
    await Promise.all([server.stop(), server.stop()]);
    expect(existsSync(join(dataDir, 'owner.pid'))).toBe(false);
  });

  it('flushes every commit unless told otherwise', async () => {
    const { url } = await start({ settings: {} });
    const [row] = await query(
      url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    );
    expect(row).toEqual({ fsync: 'on', commit: 'on' });
  });

  it('sorts and folds letters the same way on every system', async () => {
    const { url } = await start();
    expect(await query(url, `select upper('страж') as upper, 'a' < 'B' as by_language`)).toEqual([
      { upper: 'СТРАЖ', by_language: false },
    ]);
  });

  it('lets nobody in without the password, and only from this machine', async () => {
    const { url } = await start();
    await expect(query(url.replace(/:[0-9a-f]{64}@/, ':guess@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
    const settings = `select current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as sockets`;
    expect(await query(url, settings)).toEqual([{ listen: '127.0.0.1', sockets: '' }]);
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
  });

  it("keeps people's words out of its log", async () => {
    const { url } = await start();
    await query(url, `create table once (word text primary key)`);
    await query(url, `insert into once values ('a name')`);
    await expect(query(url, `insert into once values ('a name')`)).rejects.toMatchObject({ code: '23505' });
    expect(readFileSync(join(dataDir, 'server.log'), 'utf8')).not.toContain('a name');
  });

  it('refuses a second live run on the same folder, in the same process and from another', async () => {
    const { url } = await start();
    await expect(start()).rejects.toThrow(`in use by process ${process.pid}`);
    expect((await startInAnotherRun()).error).toContain(`in use by process ${process.pid}`);
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('ends when the run that started it is killed', async () => {
    const { run, pid } = await startInAnotherRun();
    await kill(run);
    await until('the server has gone', () => lifeOf(pid) === undefined);
  });

  it('starts at once after the run was killed, with every acknowledged row', async () => {
    const { run, url } = await startInAnotherRun();
    await query(url, `create table kept as select 1 as one`);
    await kill(run);
    expect(await query((await start()).url, 'select one from kept')).toEqual([{ one: 1 }]);
  });

  it('recovers when the server itself was killed together with its run', async () => {
    const { run, url, pid } = await startInAnotherRun();
    await query(url, `create table kept as select 1 as one`);
    process.kill(pid, 'SIGKILL');
    await kill(run);
    expect(await query((await start()).url, 'select one from kept')).toEqual([{ one: 1 }]);
  });

  it('stops the server that an earlier run left behind, and says so', async () => {
    const first = await start();
    await query(first.url, `create table kept as select 1 as one`);
    await first.stop();
    const cluster = join(dataDir, 'cluster');
    const [program = '', ...rest] = readFileSync(join(cluster, 'postmaster.opts'), 'utf8').trim().split(' "');
    const account = isRoot ? { uid: statSync(cluster).uid, gid: statSync(cluster).gid } : {};
    const orphan = spawn(
      program,
      rest.map((word) => word.slice(0, -1)),
      { cwd: cluster, stdio: 'ignore', ...account },
    );
    others.push(orphan);
    await until('the orphan has locked its cluster', () => existsSync(join(cluster, 'postmaster.pid')));

    const lines: string[] = [];
    const second = await start({ log: (line) => lines.push(line) });
    expect(lines).toEqual([`Stopping PostgreSQL ${orphan.pid}, left behind by an earlier run`]);
    expect(lifeOf(orphan.pid as number)).toBeUndefined();
    expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
  });

  it('leaves a stranger alone that was given the number of the old server', async () => {
    const first = await start();
    const lock = join(dataDir, 'cluster', 'postmaster.pid');
    const text = readFileSync(lock, 'utf8');
    await first.stop();
    const stranger = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    others.push(stranger);
    writeFileSync(lock, text.replace(/^\d+/, String(stranger.pid)));

    await start();
    expect(lifeOf(stranger.pid as number)).toBeDefined();
  });

  it('takes over a folder whose owner is gone, also when its number is in use again', async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'owner.pid'), `${process.pid} 1`);
    const { pid } = await start();
    expect(readFileSync(join(dataDir, 'owner.pid'), 'utf8')).toBe(lifeOf(process.pid));
    expect(lifeOf(pid)).toBeDefined();
  });

  it('makes the cluster anew when a run was killed while making it', async () => {
    mkdirSync(join(dataDir, 'cluster.new', 'base'), { recursive: true });
    await start();
    expect(readdirSync(dataDir).sort()).toEqual(['cluster', 'owner.pid', 'password', 'port', 'server.log']);
  });

  it('shows the end of the log when the server does not start, and lets go of the folder', async () => {
    await expect(start({ settings: { max_connections: 'many' } })).rejects.toThrow(
      /5 attempts[^]*invalid value for parameter "max_connections"/,
    );
    await start();
  });

  it('moves to another port when its own is taken', async () => {
    const first = await start();
    await first.stop();
    const { port } = new URL(first.url);
    const squatter = spawn(
      process.execPath,
      ['-e', `net.createServer().listen(${port}, '127.0.0.1', () => process.send(1))`],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    );
    others.push(squatter);
    await new Promise((resolve) => squatter.once('message', resolve));
    expect(new URL((await start()).url).port).not.toBe(port);
  });
});

describe("PostgreSQL's programs", () => {
  const packaged = packagedBinaries();
  const nobody = { uid: 65534, gid: 65534 };
  const links = (folder: string) =>
    readdirSync(join(folder, 'lib'), { withFileTypes: true }).filter((entry) => entry.isSymbolicLink());

  // Without share, which is most of the files and which no program needs to tell its version.
  function withoutLinks(): string {
    const folder = join(home, 'package', 'native');
    const filter = (path: string) => path !== join(packaged.folder, 'share');
    cpSync(packaged.folder, folder, { recursive: true, verbatimSymlinks: true, filter });
    for (const link of links(folder)) unlinkSync(join(folder, 'lib', link.name));
    return folder;
  }

  it('run where npm put them once the links are mended that a blocked install script left out', () => {
    const folder = withoutLinks();
    expect(links(folder)).toHaveLength(0);
    expect(runnableBinaries({ ...packaged, folder }, [])).toBe(folder);
    expect(links(folder).length).toBeGreaterThan(0);
  });

  it('are copied when the account cannot reach them, or the folder cannot be mended', () => {
    const folder = withoutLinks();
    chmodSync(join(folder, 'lib'), 0o500);
    // Reachable for everybody, as no folder that mkdtemp makes is.
    const place = join(isRoot ? '/var/tmp' : tmpdir(), `hotline-places-${process.pid}`);
    mkdirSync(place);
    try {
      const copy = runnableBinaries(
        { ...packaged, folder },
        [join(home, 'missing'), place],
        isRoot ? nobody : undefined,
      );
      expect(copy).toMatch(place);
      expect(runnableBinaries({ ...packaged, folder }, [place], isRoot ? nobody : undefined)).toBe(copy);
      expect(readdirSync(place)).toHaveLength(1);
    } finally {
      chmodSync(join(folder, 'lib'), 0o700);
      rmSync(place, { recursive: true });
    }
  });

  it('are never taken from a folder that others may write to', () => {
    const folder = withoutLinks();
    chmodSync(join(folder, 'bin', 'postgres'), 0o600);
    const place = join(home, 'place');
    const planted = join(place, `hotline-postgres-${packaged.version}-${process.getuid?.() ?? 0}`);
    mkdirSync(planted, { recursive: true });
    chmodSync(planted, 0o777);
    expect(() => runnableBinaries({ ...packaged, folder }, [place])).toThrow('belongs to somebody else');
  });
});
