import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import type { Settings } from '@hotline/platform';

const root = resolve(__dirname, '../..');

/** A worker as production runs it: built, in a process of its own, so that it can be killed without a word. */
export async function startWorkerProcess(settings: Settings): Promise<ChildProcess> {
  execFileSync(process.execPath, ['tools/build.mjs'], { cwd: root });
  const worker = fork(resolve(root, 'dist/apps/worker/main.js'), {
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: settings.databaseUrl,
      REDIS_URL: settings.redisUrl,
      HOTLINE_SECRET: settings.secret.toString('hex'),
      LOG_LEVEL: 'silent',
      HOTLINE_UNSAFE: (settings.unsafe ?? []).join(','),
    },
  });
  await new Promise((ready, failed) => {
    worker.once('message', ready);
    worker.once('exit', () => failed(new Error('The worker process ended before it was ready.')));
  });
  return worker;
}

/** kill -9, and not a moment's notice. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
