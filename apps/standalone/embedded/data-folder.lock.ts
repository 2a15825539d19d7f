// data-folder.lock.ts - one live run per data folder, told by a file that a crash may leave behind.
import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Tells this life of a process number from the next one: numbers are reused, and in a container soon.
 * Undefined when nothing runs under it; a zombie does not run.
 */
export function lifeOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  const started = startOf(pid);
  return started === undefined ? undefined : `${pid} ${started}`;
}

/** Holds the folder until the returned function is called. Throws when another run that is still alive holds it. */
export function claimFolder(folder: string): () => void {
  const file = join(folder, 'owner.pid');
  const aside = `${file}.${process.pid}`;
  const mine = lifeOf(process.pid) ?? String(process.pid);
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    try {
      const holder = readFileSync(file, 'utf8');
      const pid = Number.parseInt(holder, 10);
      if (pid > 0 && lifeOf(pid) === holder) {
        throw new Error(`${folder} is in use by process ${pid}. Stop that one first, or choose another data folder.`);
      }
      // Of two runs that find the same stale file only one can rename it; who caught a fresh claim instead gives it back.
      renameSync(file, aside);
      if (readFileSync(aside, 'utf8') === holder) rmSync(aside);
      else renameSync(aside, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      // proc(5): the name in brackets may hold anything; after it come the state (field 3) and the start in ticks (22).
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  const [command, args]: [string, string[]] =
    process.platform === 'win32'
      ? ['powershell', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`]]
      : ['ps', ['-o', 'lstart=', '-p', String(pid)]];
  return spawnSync(command, args, { encoding: 'utf8', windowsHide: true }).stdout?.trim() || undefined;
}
