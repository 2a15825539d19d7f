import { randomBytes } from 'node:crypto';
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
      console.log(`HOTLINE_LOG_KEY=${text}\nPublic key, for auditors and witnesses: ${readSigner(text).vkey}`);
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
    .action(async () => {
      const { checks } = await ServiceClient.as('auditor').get<{ checks: Check[] }>('/v1/log/fsck');
      for (const { what, ok, detail } of checks) console.log(`${ok ? '[ok ]' : '[BAD]'} ${what}${detail ? `: ${detail}` : ''}`);
      if (checks.some(({ ok }) => !ok)) process.exitCode = 1;
    });
  return log;
}
