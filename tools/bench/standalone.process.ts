import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readLocalSettings } from '@hotline/platform';
import { freePort } from '../../apps/standalone/embedded/free.port';

/** A standalone service in a folder of its own, measured from outside. */
export class StandaloneProcess {
  private child: ChildProcess | null = null;
  readonly dataDir = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
  /** What its processes and its commands are started with. */
  readonly environment: NodeJS.ProcessEnv;
  url = '';

  constructor(extra: NodeJS.ProcessEnv = {}) {
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
    this.child = spawn(process.execPath, ['--no-warnings', resolve(__dirname, '../../apps/standalone/main.js'), '--empty'], {
      env: { ...this.environment, PORT: port },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    while (!(await fetch(`${this.url}/health/ready`).catch(() => null))?.ok) {
      if (this.child.exitCode !== null) throw new Error('The standalone service ended before it was ready.');
      await new Promise((done) => setTimeout(done, 10));
    }
    return performance.now() - started;
  }

  token(name: string): string {
    return (JSON.parse(readFileSync(join(this.dataDir, 'tokens.json'), 'utf8')) as Record<string, string>)[name]!;
  }

  /** Resident memory in MB of the process that runs `apps/<name>/main.js`, or null where /proc does not tell. */
  residentMb(name: 'api' | 'worker'): number | null {
    try {
      for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        if (!status.includes(`\nPPid:\t${this.child!.pid}\n`)) continue;
        if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`apps/${name}/main.js`)) continue;
        return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024);
      }
    } catch {
      return null;
    }
    return null;
  }

  async stop(): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null) return;
    await new Promise((done) => {
      child.once('exit', done);
      child.kill('SIGTERM');
    });
  }

  remove(): void {
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
