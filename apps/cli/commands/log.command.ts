import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { Command } from 'commander';
import { NOTE_KEY, privateKeyText, readSigner } from '@hotline/ledger';
import { ServiceClient } from '../service.client';

interface Status {
  origin: string;
  publicKey: string;
  size: number;
  root: string;
  witnesses: { witness: string; cosignedSize: number | null; notCosignedSince: string | null }[];
}

interface Check {
  what: string;
  ok: boolean;
  detail: string;
}

export function logCommand(): Command {
  const log = new Command('log').description('the tamper-evident log of a running service');
  log
    .command('key <name>')
    .description('make a log key for HOTLINE_LOG_KEY; the name is the origin of the log, for good')
    .action((name: string) => {
      const text = privateKeyText(name, NOTE_KEY, randomBytes(32));
      console.log(`HOTLINE_LOG_KEY=${text}\nHOTLINE_LOG_PUBLIC_KEY=${readSigner(text).vkey}\n# The first is secret; the second is for auditors and witnesses.`);
    });
  log
    .command('status')
    .description('size, head and public key of the log, and what each witness cosigned last')
    .action(async () => {
      const { origin, publicKey, size, root, witnesses } = await ServiceClient.as('auditor').get<Status>('/v1/log/status');
      console.log(`${origin}: ${size} entries, root ${root}\nPublic key: ${publicKey}`);
      for (const { witness, cosignedSize, notCosignedSince } of witnesses) {
        console.log(`${witness}: ${notCosignedSince === null ? `cosigned size ${cosignedSize}` : `NOT COSIGNED since ${notCosignedSince === 'ever' ? 'ever' : notCosignedSince}`}`);
      }
    });
  log
    .command('fsck')
    .description('make every leaf, tile and head again from the rows of the live database')
    .action(fsck);
  log
    .command('erase <index> <field>')
    .description('take the value of one field of one fact away for good; the log keeps its commitment, and that it was erased')
    .requiredOption('--reason <text>', 'why: recorded in the log for good; never what the value was')
    .action(async (index: string, field: string, { reason }: { reason: string }) => {
      const { commitment } = await ServiceClient.as('admin').post<{ commitment: string }>('/v1/log/erasures', JSON.stringify({ index: Number(index), field, reason }));
      console.log(`Erased: ${field} of entry ${index}. What is left of it is the commitment ${commitment}.\nBackups and exports made before still hold the value.`);
    });
  return log;
}

async function fsck(): Promise<void> {
  const response = await ServiceClient.as('auditor').send('GET', '/v1/log/fsck');
  let verdict: { entries: number; isGood: boolean } | null = null;
  for await (const text of createInterface({ input: Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]) })) {
    const line = JSON.parse(text) as Check | { checked: number; of: number } | { entries: number; isGood: boolean };
    if ('checked' in line) {
      if (process.stderr.isTTY) process.stderr.write(`\r${line.checked} of ${line.of} entries${line.checked === line.of ? '\n' : ''}`);
    } else if ('what' in line) console.log(`${line.ok ? '[ok ]' : '[BAD]'} ${line.what}${line.detail ? `: ${line.detail}` : ''}`);
    else verdict = line;
  }
  if (!verdict) throw new Error('The service stopped before it had checked everything: ask again, and look into its log.');
  console.log(verdict.isGood ? `\n${verdict.entries} entries: everything holds.` : '\nTHIS DOES NOT HOLD. Keep a copy of the database before anybody touches it.');
  if (!verdict.isGood) process.exitCode = 1;
}
