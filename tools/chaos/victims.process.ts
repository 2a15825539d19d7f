import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { StandaloneProcess } from '../bench/standalone.process';
import type { Target } from './chaos-plan';
import type { Deaths } from './deaths';

/** The processes of one standalone run, found by number and ended by number: nobody else's can be hit. */
export class Victims {
  constructor(
    private readonly service: StandaloneProcess,
    private readonly deaths: Deaths,
  ) {}

  /** False when it was not running at this moment (it is on its way back). */
  async strike(target: Target): Promise<boolean> {
    if (target === 'flushall') return this.flush();
    const pids = this.pidsOf(target);
    if (pids.length > 0) this.deaths.strike(target);
    for (const pid of pids) tryKill(pid);
    return pids.length > 0;
  }

  /** Why the last question was not answered. */
  silence = '';

  /** One question to PostgreSQL over a connection of its own; null while it is away. */
  async ask<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[] | null> {
    const url = this.databaseUrl();
    if (!url) return null;
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query<Row>(sql, parameters)).rows;
    } catch (error) {
      this.silence = (error as Error).message;
      return null;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private pidsOf(target: Exclude<Target, 'flushall'>): number[] {
    if (target === 'launcher') return this.service.pid ? [this.service.pid] : [];
    if (target === 'postgres') {
      const postmaster = numberIn(this.file('postgres/cluster/postmaster.pid'));
      return postmaster && commandOf(postmaster).includes('postgres') ? [postmaster, ...childrenOf(postmaster)] : [];
    }
    if (target === 'redis') {
      const server = numberIn(this.file('redis/server.pid'));
      return server && /redis|valkey/.test(commandOf(server)) ? [server] : [];
    }
    return childrenOf(this.service.pid ?? -1).filter((pid) => commandOf(pid).includes(`apps/${target}/main.js`));
  }

  private async flush(): Promise<boolean> {
    const [port, password] = [this.file('redis/port'), this.file('redis/password')];
    if (!port || !password) return false;
    const redis = new Redis({ host: '127.0.0.1', port: Number(port), password, lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      await redis.flushall();
      return true;
    } catch {
      return false;
    } finally {
      redis.disconnect();
    }
  }

  private databaseUrl(): string | null {
    const [port, password] = [this.file('postgres/port'), this.file('postgres/password')];
    return port && password ? `postgresql://postgres:${password}@127.0.0.1:${port}/postgres` : null;
  }

  private file(path: string): string | null {
    const file = join(this.service.dataDir, path);
    try {
      return existsSync(file) ? readFileSync(file, 'utf8') : null;
    } catch {
      return null;
    }
  }
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in the same moment.
  }
}

function numberIn(text: string | null): number | null {
  const number = Number.parseInt(text ?? '', 10);
  return number > 1 ? number : null;
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Linux only, like the run itself. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        return false;
      }
    });
}
