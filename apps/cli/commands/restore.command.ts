import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { readLocalSettings } from '@hotline/platform';
import { restorePostgres } from '../../standalone/embedded/restore-postgres';

interface Options {
  from: string;
  archive?: string;
  until?: string;
}

/** Makes the data dir's database again; a drill gives it another data dir. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description("make the data dir's PostgreSQL of a backup; it must have none, and nothing may run on it")
    .requiredOption('--from <folder>', 'what `hotline backup` made')
    .option('--archive <folder>', 'where the write-ahead log was sent (default: HOTLINE_WAL_ARCHIVE)')
    .option('--until <time>', 'the instant to go back to, as 2016-02-29T12:00:00Z; the newest that is archived without it')
    .action(restore);
}

async function restore({ from, archive, until }: Options): Promise<void> {
  const { dataDir, walArchive } = readLocalSettings();
  const target = until === undefined ? undefined : instantOf(until);
  for (const name of ['keys.json', 'tokens.json']) {
    if (!existsSync(join(dataDir, name))) throw new Error(`${join(dataDir, name)} is missing: receipts, the log's key and the serving role follow from it. Bring it from where you keep it, then restore.`);
  }
  const tar = join(from, 'base.tar');
  if (!existsSync(tar)) throw new Error(`${tar} is missing: --from names a folder that \`hotline backup\` made.`);
  await restorePostgres({ dataDir: join(dataDir, 'postgres'), tar, archive: archive ?? walArchive ?? undefined, until: target });
  rmSync(join(dataDir, 'prepared'), { force: true }); // the schema of then may be older than this version
  console.log(`Restored into ${dataDir}${target ? `, as of ${target.toISOString()}` : ''}. Start it with: HOTLINE_DATA_DIR=${dataDir} npm start
What was accepted later is gone from this database, and the log is shorter than it was: to witnesses that cosigned a later head this is a
rollback, and they will refuse to cosign. Tell both co-chairs before it serves, and keep what is left of the old database: see docs/RECOVERY.md.
Reporters who send again are recognised; whoever holds a receipt of the lost time can prove what is missing.`);
}

function instantOf(text: string): Date {
  const at = new Date(text);
  if (!/T.*(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(at.getTime())) throw new Error(`--until must be an instant with its offset, as 2016-02-29T12:00:00Z: ${text} is none.`);
  return at;
}
