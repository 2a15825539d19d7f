import { randomBytes } from 'node:crypto';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { COSIGNATURE_KEY, isSignedBy, parseCheckpoint, privateKeyText, readSigner, readVerifier, splitViews } from '@hotline/ledger';
import { againstLog } from '../journal-against-log';
import { readJournal, WitnessJournal } from '../witness-journal';
import { endWhenTold, readLocalSettings } from '@hotline/platform';
import { witnessServer } from '../witness.server';

export function witnessCommand(): Command {
  const witness = new Command('witness').description('watch the log for one side: cosign only what continues the history cosigned before');
  witness
    .command('key <name> <file>')
    .description('make a witness key; the name says whose it is, like us.example/witness')
    .action(makeKey);
  witness
    .command('run')
    .description('answer the log over HTTP (C2SP tlog-witness)')
    .option('--key <file>', 'private key, as `witness key` made it; or the key itself in HOTLINE_WITNESS_KEY')
    .requiredOption('--log <vkey>', 'public key of the log, from GET /v1/log/status, checked by telephone')
    .requiredOption('--journal <file>', 'everything this witness cosigned; the state it starts from')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on', '7400')
    .action(run);
  witness
    .command('compare <journal> <other>')
    .description('did two witnesses see one history? With --log also where they signed at different sizes')
    .option('--log <file>', 'a log.ndjson that holds both')
    .action(compare);
  return witness;
}

function makeKey(name: string, file: string): void {
  const text = privateKeyText(name, COSIGNATURE_KEY, randomBytes(32));
  writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
  console.log(`Private key: ${file}\nPublic key, for HOTLINE_WITNESSES (behind the witness's address and a blank) and for auditors:\n${readSigner(text).vkey}`);
}

async function run(options: { key?: string; log: string; journal: string; host: string; port: string }): Promise<void> {
  const key = options.key ? readFileSync(options.key, 'utf8') : readLocalSettings().environment.HOTLINE_WITNESS_KEY;
  if (!key) throw new Error('Which key? Give --key FILE, or the key itself in HOTLINE_WITNESS_KEY.');
  const signer = readSigner(key);
  if (signer.kind !== COSIGNATURE_KEY) throw new Error(`${options.key ?? 'HOTLINE_WITNESS_KEY'} is not a witness key: make one with \`hotline witness key\`.`);
  const log = readVerifier(options.log);
  const journal = new WitnessJournal(options.journal);
  const last = journal.last && parseCheckpoint(journal.last.checkpoint);
  if (last && !isSignedBy(last.note, log)) throw new Error(`${options.journal} is the journal of another log (${last.origin}). A witness keeps one journal for each log.`);
  const server = witnessServer({ log, signer, journal, now: () => new Date() });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(Number(options.port), options.host, done);
  });
  const address = server.address();
  console.log(`${signer.name} listens on http://${options.host}:${typeof address === 'object' ? address?.port : options.port}; last cosigned: ${journal.last ? `size ${journal.last.size}` : 'nothing yet'}`);
  endWhenTold(
    () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeIdleConnections();
      }).then(() => journal.close()),
  );
}

async function compare(first: string, second: string, options: { log?: string }): Promise<void> {
  const [one, other] = [readJournal(first).lines, readJournal(second).lines];
  const splits = splitViews(one, other);
  for (const { size, roots } of splits) console.log(`SPLIT VIEW at size ${size}: ${roots[0]} and ${roots[1]}, both signed by the log.`);
  const { contradicted, newer } = options.log ? await againstLog(createInterface({ input: createReadStream(options.log, 'utf8') }), [...one, ...other]) : { contradicted: [], newer: [] };
  for (const { size, root } of contradicted) console.log(`SPLIT VIEW: ${options.log} does not have the root ${root} at size ${size}.`);
  if (splits.length + contradicted.length > 0) {
    process.exitCode = 1;
    return;
  }
  const shared = other.filter(({ size }) => one.some((line) => line.size === size)).length;
  const checked = one.length + other.length - newer.length;
  const beside = options.log ? `${checked} of ${one.length + other.length} cosigned heads are in ${options.log}${newer.length > 0 ? ', the others are newer than it: export the log anew to check them' : ''}` : 'give --log to compare the others';
  console.log(`One history so far: ${shared} sizes that both cosigned; ${beside}.`);
}
