import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { ServiceClient } from '../service.client';
import { table } from '../table';

interface Change {
  row: string;
  change: string;
  fields: string[];
}

interface Applied {
  added: number;
  superseded: number;
  withdrawn: number;
  unchanged: number;
  changes: Change[];
}

/** Files of a reference folder that are imported by other commands. */
const OTHERS = ['places.json'];

export function agreementCommand(): Command {
  const agreement = new Command('agreement').description('the agreement as data: regimes, parties, acceptances, designations, policy');
  agreement
    .command('apply <dir>')
    .description('make the JSON files of a folder what is known from now on: checked first, all or nothing, every change a fact')
    .option('--dry-run', 'only show what would change')
    .option('--withdraw-missing', 'the files are complete: what they leave out is withdrawn')
    .action(apply);
  return agreement;
}

async function apply(dir: string, { dryRun = false, withdrawMissing = false }: { dryRun?: boolean; withdrawMissing?: boolean }): Promise<void> {
  const names = readdirSync(dir).filter((file) => file.endsWith('.json') && !OTHERS.includes(file)).sort();
  if (names.length === 0) throw new Error(`There are no JSON files in ${dir}.`);
  // Texts, not values: the service's strict parser is to see what stands in the files.
  const body = `{${names.map((file) => `${JSON.stringify(basename(file, '.json'))}:${readFileSync(join(dir, file), 'utf8')}`).join(',')}}`;
  const path = `/v1/admin/agreement?dryRun=${dryRun}&withdrawMissing=${withdrawMissing}`;
  const { changes, ...counts } = await ServiceClient.as('admin').post<Applied>(path, body);
  if (changes.length > 0) console.log(`${table(['change', 'row'], changes.map(({ row, change, fields }) => [change, change === 'superseded' ? `${row} (${fields.join(', ')})` : row]))}\n`);
  const said = Object.entries(counts).map(([what, count]) => `${count} ${what}`).join(', ');
  console.log(`${dryRun ? 'Dry run, nothing was stored' : 'Applied'}: ${said}.`);
}
