// owned.process.ts - a process that belongs to this one: it ends when we say so, and when we are gone.
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export interface OwnedProcess {
  child: ChildProcess;
  /** How it ended, in words; undefined while it runs. */
  end(): string | undefined;
  /** Resolves when it has ended, also when it could not be started; never rejects. */
  ended: Promise<string>;
  /** Says goodbye with its farewell signal, and kills it when it has not gone in time. */
  stop(patienceMs: number): Promise<void>;
}

export interface OwnedOptions {
  /** The signal on which this server shuts down in good order. */
  farewell: NodeJS.Signals;
  /** What it writes goes to the end of this file. */
  logFile: string;
  stdin?: 'ignore' | 'pipe' | number;
  ipc?: boolean;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
}

export function startOwned(command: string, args: string[], options: OwnedOptions): OwnedProcess {
  const { farewell, logFile, stdin = 'ignore', ipc = false, ...place } = options;
  const log = openSync(logFile, 'a', 0o600);
  const stdio: StdioOptions = [stdin, log, log, ...(ipc ? (['ipc'] as const) : [])];
  // A process group of its own: Ctrl-C at the terminal reaches us alone, and we stop our servers last.
  const child = spawn(command, args, { ...place, stdio, detached: true, windowsHide: true });
  closeSync(log);

  let how: string | undefined;
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => child.pid === undefined && resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
  }).then((words) => (how = words));

  const watch = ipc ? undefined : watchFor(child, farewell, place);
  void ended.then(() => watch?.kill('SIGKILL'));

  return {
    child,
    ended,
    end: () => how,
    async stop(patienceMs) {
      if (how === undefined) child.kill(farewell);
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

export function lastLines(file: string, count = 20): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '(no log)';
  }
}

// The system closes our end of the pipe however we die, kill -9 included; then the shell passes the farewell on. It runs
// as the server's own account, so it could not signal anybody else's process. A process with an IPC channel needs no watch.
function watchFor(child: ChildProcess, farewell: NodeJS.Signals, place: { uid?: number; gid?: number }) {
  if (process.platform === 'win32' || child.pid === undefined) return undefined;
  const script = 'read line; kill -s "$1" "$2"';
  const watch = spawn('/bin/sh', ['-c', script, 'watch', farewell.slice(3), String(child.pid)], {
    uid: place.uid,
    gid: place.gid,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watch.on('error', () => undefined);
  watch.unref();
  (watch.stdin as unknown as { unref(): void }).unref();
  return watch;
}
