import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { Client } from 'pg';
import { readLocalSettings, type LocalSettings } from '@hotline/platform';
import { takeBaseBackup } from '../backup/base-backup.client';

interface Standing {
  now: Date;
  archives: boolean;
  lastSent: Date | null;
  lastFailed: Date | null;
  checkpoint: string | null;
}

/** The whole database while it serves, in the form that PostgreSQL's own tools know. */
export function backupCommand(): Command {
  return new Command('backup')
    .description("copy the database while it serves (as HOTLINE_OWNER_DATABASE_URL, or the data dir's own PostgreSQL)")
    .requiredOption('--out <folder>', 'a new folder for it; whoever reads it reads every report')
    .action(backUp);
}

async function backUp({ out }: { out: string }): Promise<void> {
  const local = readLocalSettings();
  const url = local.ownerDatabaseUrl ?? embeddedUrl(local) ?? local.databaseUrl;
  if (!url) throw new Error('No database: set HOTLINE_OWNER_DATABASE_URL, or HOTLINE_DATA_DIR to the folder of a running service.');
  if (existsSync(out)) throw new Error(`${out} is there: a backup is never written over another.`);
  mkdirSync(out, { recursive: true, mode: 0o700 });
  const before = await standing(url);
  await takeBaseBackup(url, out, `hotline ${before.now.toISOString()}`);
  const { now, archives, lastSent, lastFailed } = await standing(url);
  if (before.checkpoint) writeFileSync(join(out, 'checkpoint.txt'), before.checkpoint, { mode: 0o600 });
  writeFileSync(join(out, 'backup.json'), `${JSON.stringify({ begunAt: before.now, endedAt: now }, null, 2)}\n`, { mode: 0o600 });
  console.log(`${out}: base.tar, backup_manifest, checkpoint.txt (the signed head of the log at ${before.now.toISOString()}). It restores to ${now.toISOString()} at the earliest.`);
  if (!archives) console.log('The server archives nothing: this backup restores the state of its own end and no later one. Set HOTLINE_WAL_ARCHIVE for later instants.');
  else if (lastFailed && (!lastSent || lastFailed > lastSent)) console.log(`ARCHIVING FAILS since ${lastFailed.toISOString()}: look into the server's log, the disk fills up meanwhile.`);
  else console.log(`Archived last: ${lastSent?.toISOString() ?? 'nothing yet'}.`);
  console.log('Encrypt it before it leaves this machine. It holds no keys: keep keys.json and tokens.json (or HOTLINE_SECRET and HOTLINE_LOG_KEY) apart from it.');
}

async function standing(url: string): Promise<Standing> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Standing>(
      `SELECT clock_timestamp() AS now, current_setting('archive_mode') <> 'off' AS archives, last_archived_time AS "lastSent", last_failed_time AS "lastFailed",
              (SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1) AS checkpoint FROM pg_stat_archiver`,
    );
    return rows[0]!;
  } finally {
    await client.end();
  }
}

/** The superuser's address of the PostgreSQL of this data dir. */
function embeddedUrl({ dataDir }: LocalSettings): string | null {
  const [port, password] = ['port', 'password'].map((name) => join(dataDir, 'postgres', name));
  return existsSync(port!) && existsSync(password!) ? `postgresql://postgres:${readFileSync(password!, 'utf8')}@127.0.0.1:${readFileSync(port!, 'utf8')}/postgres` : null;
}
