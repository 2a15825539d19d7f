import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import type { Settings } from '@hotline/platform';
import type { CrashPoint, Moment } from '../../tools/chaos/crash-points';

const root = resolve(__dirname, '../..');

/** A worker as production runs it: built, in a process of its own, so that it can be killed without a word. */
export async function startWorkerProcess(settings: Settings): Promise<ChildProcess> {
  build();
  const worker = forkProcess('worker', settings);
  await said(worker);
  return worker;
}

export function build(): void {
  execFileSync(process.execPath, ['tools/build.mjs'], { cwd: root });
}

interface Way {
  /** Files of `dist/` that are loaded before the program. */
  preload?: string[];
  environment?: NodeJS.ProcessEnv;
  /** The checkout whose `dist/` is run: this one, unless said otherwise. */
  home?: string;
}

/** Starts what was built. */
export function forkProcess(name: 'api' | 'worker', settings: Settings, { preload = [], environment = {}, home = root }: Way = {}): ChildProcess {
  return fork(resolve(home, `dist/apps/${name}/main.js`), {
    execArgv: ['--no-warnings', ...preload.flatMap((file) => ['--require', resolve(home, 'dist', file)])],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PORT: '0',
      DATABASE_URL: settings.databaseUrl,
      REDIS_URL: settings.redisUrl,
      HOTLINE_SECRET: settings.secret.toString('hex'),
      HOTLINE_SEAL_RECIPIENTS: settings.sealRecipients.join(','),
      LOG_LEVEL: 'silent',
      HOTLINE_UNSAFE: (settings.unsafe ?? []).join(','),
      ...environment,
    },
  });
}

/** A process that ends itself at one statement, as if somebody had pulled the plug there. */
export function forkDoomed({ process: name, statement, isCommit }: CrashPoint, moment: Moment, settings: Settings): ChildProcess {
  return forkProcess(name, settings, { preload: ['tools/chaos/crash-point.cjs'], environment: { CRASH_POINT: JSON.stringify({ statement, isCommit, moment }) } });
}

/** The first thing a process says: that it is ready. */
export function said<T>(child: ChildProcess): Promise<T> {
  return new Promise((ready, failed) => {
    child.once('message', (message) => ready(message as T));
    child.once('exit', () => failed(new Error('The process ended before it was ready.')));
  });
}

/** kill -9, and not a moment's notice. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
