import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { ServiceClient } from '../service.client';

interface Options {
  out: string;
  format: string;
  query: string;
  asOf?: string;
  redaction: string;
}

/** Everything an auditor takes home, in one folder, bound to one checkpoint. */
export function exportCommand(): Command {
  return new Command('export')
    .description('take away incidents, their signed manifest, the log and the verifier, all of one checkpoint')
    .requiredOption('--out <folder>', 'where to put them')
    .option('--format <name>', 'csv, ndjson, geojson or xlsx', 'ndjson')
    .option('--query <text>', 'filters as in the API, like queue=verified&zone=SY05', '')
    .option('--as-of <size>', 'as it was known at an earlier checkpoint')
    .option('--redaction <name>', 'none, or publication: what may not be shown is left out behind commitments, in every file', 'none')
    .action(takeAway);
}

async function takeAway({ out, format, query, asOf, redaction }: Options): Promise<void> {
  const service = ServiceClient.as('auditor');
  mkdirSync(out, { recursive: true });
  const save = async (path: string, name: string) => {
    const response = await service.send('GET', path);
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(join(out, name)));
    return response.headers.get('hotline-checkpoint');
  };
  const words = new URLSearchParams(query);
  if (asOf) words.set('asOf', asOf);
  const isPublic = redaction === 'publication';
  const incidents = isPublic ? 'incidents.publication.ndjson' : `incidents.${format}`;
  const size = await save(`/v1/exports/${incidents}?${words.toString()}`, incidents);
  words.set('asOf', String(size));
  words.set('format', format);
  // A manifest counts and hashes what a publication leaves out.
  if (!isPublic) await save(`/v1/exports/incidents.manifest.json?${words.toString()}`, 'incidents.manifest.json');
  await save(`/v1/exports/log.ndjson?asOf=${size}&redaction=${encodeURIComponent(redaction)}`, 'log.ndjson');
  await save('/v1/exports/verify.mjs', 'verify.mjs');
  const { publicKey, witnesses } = await service.get<{ publicKey: string; witnesses: { publicKey: string }[] }>('/v1/log/status');
  const keys = [`--key '${publicKey}'`, ...witnesses.map((witness) => `--witness '${witness.publicKey}'`)].join(' ');
  const unredacted = format === 'ndjson' ? '--incidents incidents.ndjson --manifest incidents.manifest.json' : `--manifest incidents.manifest.json --file incidents.${format}`;
  const command = `node verify.mjs log.ndjson ${keys} ${isPublic ? `--publication ${incidents}` : unredacted}${asOf ? ' --earlier' : ''}`;
  writeFileSync(join(out, 'VERIFY.txt'), `Compare the keys with those you were given by other means, then run, in this folder:\n\n${command}\n`);
  console.log(`${out}: ${incidents}${isPublic ? '' : ', manifest'}, log and verifier of checkpoint ${size}. To verify, in that folder:\n${command}`);
}
