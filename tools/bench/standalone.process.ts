import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { readLocalSettings } from '@hotline/platform';
import { freePort } from '../../apps/standalone/embedded/free.port';

/** The parts of a standalone service whose cost is told apart. */
export type Role = 'launcher' | 'api' | 'worker' | 'postgres' | 'redis';

interface Part {
  pid: number;
  role: Role | null;
  residentMb: number;
  cpuSeconds: number;
}

/** Linux counts CPU time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** A standalone service in a folder of its own, measured from outside. */
export class StandaloneProcess {
  private child: ChildProcess | null = null;
  readonly dataDir: string;
  /** What its processes and its commands are started with. */
  readonly environment: NodeJS.ProcessEnv;
  url = '';
  /** Told each line of what the launcher complains of; without it they go to our own standard error. */
  heard: ((line: string) => void) | null = null;
  /** Told each line of what its processes log; without it nobody reads them. */
  logged: ((line: string) => void) | null = null;
  /** Told how the launcher ended, when nobody called `stop`. */
  ended: ((how: string) => void) | null = null;

  constructor(
    extra: NodeJS.ProcessEnv = {},
    dataDir = mkdtempSync(join(tmpdir(), 'hotline-bench-')),
    private readonly program = resolve(__dirname, '../../apps/standalone/main.js'),
  ) {
    this.dataDir = dataDir;
    this.environment = { ...readLocalSettings().environment, HOTLINE_DATA_DIR: this.dataDir, ...extra };
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts it and returns the milliseconds until it serves. */
  async start(): Promise<number> {
    this.url = `http://127.0.0.1:${await freePort()}`;
    return this.startAgain();
  }

  /** Starts it where it was before. */
  async startAgain(): Promise<number> {
    const { port } = new URL(this.url);
    const started = performance.now();
    this.child = spawn(process.execPath, ['--no-warnings', this.program, '--empty'], {
      env: { ...this.environment, PORT: port },
      stdio: ['ignore', this.logged ? 'pipe' : 'ignore', this.heard ? 'pipe' : 'inherit'],
    });
    if (this.child.stdout) createInterface({ input: this.child.stdout }).on('line', (line) => this.logged?.(line));
    if (this.child.stderr) createInterface({ input: this.child.stderr }).on('line', (line) => this.heard?.(line));
    this.child.once('exit', (code, signal) => this.ended?.(signal ? `killed by ${signal}` : `exit code ${code}`));
    while (!(await fetch(`${this.url}/health/ready`).catch(() => null))?.ok) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) throw new Error('The standalone service ended before it was ready.');
      await new Promise((done) => setTimeout(done, 10));
    }
    return performance.now() - started;
  }

  /** The superuser's address of its database. */
  get databaseUrl(): string {
    const folder = join(this.dataDir, 'postgres');
    const port = readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[3];
    return `postgresql://postgres:${readFileSync(join(folder, 'password'), 'utf8')}@127.0.0.1:${port}/postgres`;
  }

  /** Stops the worker where it is, or lets it go on: what was accepted meanwhile waits in the outbox. */
  signalWorker(signal: 'SIGSTOP' | 'SIGCONT'): void {
    const pid = this.workerPid;
    if (!pid) throw new Error('The worker process was not found: this section needs /proc.');
    process.kill(pid, signal);
  }

  get workerPid(): number | undefined {
    return this.processes().find(({ role }) => role === 'worker')?.pid;
  }

  token(name: string): string {
    return (JSON.parse(readFileSync(join(this.dataDir, 'tokens.json'), 'utf8')) as Record<string, string>)[name]!;
  }

  /** Resident memory in MB of the process that runs `apps/<name>/main.js`, or null where /proc does not tell. */
  residentMb(name: 'api' | 'worker'): number | null {
    return this.processes().find(({ role }) => role === name)?.residentMb ?? null;
  }

  /** CPU seconds (user and system) that each part has used since it started; empty where /proc does not tell. */
  cpuSeconds(): Partial<Record<Role, number>> {
    const spent: Partial<Record<Role, number>> = {};
    for (const { role, cpuSeconds } of this.processes()) if (role) spent[role] = (spent[role] ?? 0) + cpuSeconds;
    return spent;
  }

  private processes(): Part[] {
    return this.child?.pid ? treeOf(this.child.pid) : [];
  }

  async stop(): Promise<void> {
    const child = this.child;
    this.ended = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    for (const { role, pid } of this.processes()) if (role === 'worker') process.kill(pid, 'SIGCONT');
    await new Promise((done) => {
      child.once('exit', done);
      child.kill('SIGTERM');
    });
  }

  remove(): void {
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** CPU seconds (user and system) of one process, its ended children included; 0 where /proc does not tell. */
export function cpuSecondsOf(pid: number): number {
  return treeOf(pid)[0]?.cpuSeconds ?? 0;
}

/** A process and everything it started, as /proc tells; a server's ended children count as its own. */
function treeOf(root: number): Part[] {
  const children = new Map<number, number[]>();
  const about = new Map<number, Part>();
  for (const pid of numbersIn('/proc')) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      const parent = Number(fields[1]);
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      const residentMb = Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
      about.set(pid, { pid, role: roleOf(readFileSync(`/proc/${pid}/cmdline`, 'utf8'), pid === root), residentMb, cpuSeconds: ticks / TICKS_PER_SECOND });
      children.set(parent, [...(children.get(parent) ?? []), pid]);
    } catch {
      continue; // it has ended meanwhile
    }
  }
  const tree: number[] = [root];
  for (let i = 0; i < tree.length; i++) tree.push(...(children.get(tree[i]!) ?? []));
  return tree.flatMap((pid) => about.get(pid) ?? []);
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder).filter((entry) => /^\d+$/.test(entry)).map(Number);
  } catch {
    return [];
  }
}

function roleOf(command: string, isRoot: boolean): Role | null {
  if (isRoot) return 'launcher';
  if (command.includes('apps/api/main.js')) return 'api';
  if (command.includes('apps/worker/main.js')) return 'worker';
  if (/embedded-redis\.process|redis-server|valkey-server/.test(command)) return 'redis';
  return command.includes('postgres') ? 'postgres' : null;
}
