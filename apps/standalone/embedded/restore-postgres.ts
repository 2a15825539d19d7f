// restore-postgres.ts - a cluster made of a base backup, brought to an instant with the archived write-ahead log. No server runs meanwhile.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, lchownSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { assertWhole } from './backup-manifest';
import { claimFolder } from './data-folder.lock';
import { passwordOf } from './embedded-postgres';
import { lastLines, startOwned } from './owned.process';
import { accountFor, standIn } from './postgres.account';
import { packagedBinaries, runnableBinaries, type Account } from './postgres.binaries';
import { restoreCommand } from './wal-archive';

export interface Restoring {
  /** The folder that startPostgres is given; it must hold no cluster. */
  dataDir: string;
  /** `base.tar` of a backup, with its `backup_manifest` beside it. */
  tar: string;
  /** Where the pieces of the write-ahead log were sent; without it the restored state is that of the end of the backup. */
  archive?: string | undefined;
  /** Up to and including what was committed by then; the newest that is archived when left out. */
  until?: Date | undefined;
}

// A single process cannot be a hot standby; without one, recovery needs no more room than it has.
const RECOVERING = { hot_standby: 'off', archive_mode: 'off', log_min_messages: 'log', log_min_error_statement: 'panic' };

/** Durable once it returns; startPostgres finds the cluster then. A failed run leaves no cluster. */
export async function restorePostgres({ dataDir, tar, archive, until }: Restoring): Promise<void> {
  const folder = resolve(dataDir);
  const cluster = join(folder, 'cluster');
  if (existsSync(cluster)) throw new Error(`${cluster} is there: nothing is overwritten. Move ${folder} away first.`);
  if (until && !archive) throw new Error('An instant can be restored from archived pieces of the write-ahead log only: say where they are.');
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const release = claimFolder(folder);
  try {
    const account = accountFor(cluster);
    const binaries = runnableBinaries(packagedBinaries(), account ? ['/var/cache', '/var/tmp', tmpdir()] : [folder, tmpdir()], account);
    const draft = `${cluster}.new`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    unpack(tar, draft);
    await assertWhole(join(dirname(resolve(tar)), 'backup_manifest'), draft);
    rmSync(join(folder, 'password'), { force: true });
    const password = passwordOf({ folder, cluster, account });
    const settings = join(draft, 'postgresql.auto.conf');
    const before = readFileSync(settings, 'utf8');
    if (archive) {
      writeFileSync(join(draft, 'recovery.signal'), '');
      appendFileSync(settings, `${recovery(restoreCommand(archive, account), until)}\n`);
    }
    if (account) giveTo(account, draft);
    await recover(binaries, draft, account, join(folder, 'server.log'), `ALTER ROLE postgres PASSWORD '${password}'`);
    writeFileSync(settings, before);
    renameSync(draft, cluster);
  } finally {
    release();
  }
}

function unpack(tar: string, folder: string): void {
  const { status, stderr, error } = spawnSync('tar', ['-xf', resolve(tar), '-C', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${tar} could not be unpacked: ${error?.message ?? stderr.trim()}`);
}

function recovery(command: string, until: Date | undefined): string {
  const settings = { restore_command: command, ...(until ? { recovery_target_time: until.toISOString().replace('T', ' ').replace('Z', '+00'), recovery_target_action: 'promote' } : {}) };
  return Object.entries(settings).map(([name, value]) => `${name} = '${value.replace(/'/g, "''")}'`).join('\n');
}

function giveTo({ uid, gid }: Account, folder: string): void {
  lchownSync(folder, uid, gid);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) lchownSync(join(entry.parentPath, entry.name), uid, gid);
}

// One process, nobody can connect: it replays the log up to the instant, then takes the new password, because the old one is not in the backup.
async function recover(binaries: string, cluster: string, account: Account | undefined, logFile: string, statement: string): Promise<void> {
  const { path, cwd } = standIn(cluster, account);
  const args = ['--single', '-D', path, ...Object.entries(RECOVERING).flatMap(([name, value]) => ['-c', `${name}=${value}`]), 'postgres'];
  const owned = startOwned(join(binaries, 'bin', 'postgres'), args, { ...account, cwd, stdin: 'pipe', env: { LC_ALL: 'C' }, logFile, farewell: 'SIGTERM' });
  owned.child.stdin!.on('error', () => undefined); // how it ended says more
  owned.child.stdin!.end(`${statement}\n`);
  const how = await owned.ended;
  if (how !== 'exit code 0') throw new Error(`The cluster could not be brought to that instant (${how}):\n${lastLines(logFile)}`);
}
