import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '../../apps/standalone/embedded/free.port';

/** Where Debian's packages postgresql-NN and postgresql-NN-postgis-3 put things. */
const SERVERS = '/usr/lib/postgresql';
const SHARED = '/usr/share/postgresql';

export const HOW_TO_GET_IT = 'PostGIS is not installed (on Debian: apt-get install postgresql-15-postgis-3)';

/** The newest installed PostgreSQL that has PostGIS, or null. */
export function findPostgis(): string | null {
  const versions = existsSync(SERVERS) ? readdirSync(SERVERS).sort((a, b) => Number(b) - Number(a)) : [];
  const version = versions.find((each) => existsSync(join(SERVERS, each, 'bin/initdb')) && existsSync(join(SHARED, each, 'extension/postgis.control')));
  return version ? join(SERVERS, version, 'bin') : null;
}

/** A private PostgreSQL with PostGIS in a folder of its own, for comparing only. */
export class PostgisProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly url: string,
  ) {}

  static async start(binaries: string): Promise<PostgisProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'hotline-postgis-'));
    const account = serverAccount();
    if (account) chownSync(folder, account.uid, account.gid);
    const data = join(folder, 'data');
    const options = { cwd: folder, ...(account ?? {}) };
    execFileSync(join(binaries, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-N'], { ...options, stdio: 'ignore' });
    const port = await freePort();
    const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', max_connections: '20' };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(binaries, 'postgres'), ['-D', data, '-p', String(port), ...args], { ...options, stdio: 'ignore' });
    const server = new PostgisProcess(child, folder, `postgres://postgres@127.0.0.1:${port}/postgres`);
    await server.ready();
    return server;
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGINT');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    while (this.child.exitCode === null) {
      const client = new Client({ connectionString: this.url });
      try {
        await client.connect();
        await client.query('CREATE EXTENSION postgis');
        return;
      } catch {
        await new Promise((done) => setTimeout(done, 50));
      } finally {
        await client.end().catch(() => undefined);
      }
    }
    throw new Error('PostGIS ended before it was ready.');
  }
}

/** PostgreSQL refuses to run as root. */
function serverAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const entry = entries.find(([name]) => name === 'postgres') ?? entries.find(([name]) => name === 'nobody');
  return { uid: Number(entry?.[2] ?? 65534), gid: Number(entry?.[3] ?? 65534) };
}
