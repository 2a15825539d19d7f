import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { Command } from 'commander';

/** The verifier is a program of its own: these commands only name its options. */
export function verifyCommand(): Command {
  const verify = new Command('verify').description('check an exported log offline: no service, no database');
  const collect = (value: string, all: string[]) => [...all, value];
  const shared = (command: Command) =>
    command
      .option('--key <vkey>', 'public key of the log, known from elsewhere', collect, [])
      .option('--witness <vkey>', 'public key of a witness', collect, [])
      .option('--pin <file>', "a checkpoint kept earlier, or a witness's journal", collect, []);
  shared(verify.command('receipt <file>').description('is the report of this receipt in the log, or is its absence proven?').requiredOption('--log <export>', 'log.ndjson')).action(
    (file: string, options: Options & { log: string }) => run([options.log, '--receipt', file, ...argumentsOf(options)]),
  );
  shared(verify.command('log <export>').description('rows, leaves, tree, checkpoints, cosignatures; with an incident export and its manifest'))
    .option('--incidents <file>', 'incidents.ndjson of the same checkpoint')
    .option('--manifest <file>', 'its signed manifest')
    .option('--publication <file>', 'incidents.publication.ndjson')
    .option('--earlier', 'this export is an old one')
    .action((log: string, options: Options) => run([log, ...argumentsOf(options)]));
  shared(verify.command('publication <file>').description('incidents that were published: each line proves itself, without the log')).action((file: string, options: Options) =>
    run(['--publication', file, ...argumentsOf(options)]),
  );
  return verify;
}

interface Options {
  key: string[];
  witness: string[];
  pin: string[];
  incidents?: string;
  manifest?: string;
  publication?: string;
  earlier?: boolean;
}

function argumentsOf({ key, witness, pin, incidents, manifest, publication, earlier }: Options): string[] {
  const each = (name: string, values: readonly string[]) => values.flatMap((value) => [name, value]);
  return [
    ...each('--key', key),
    ...each('--witness', witness),
    ...each('--pin', pin),
    ...each('--incidents', incidents ? [incidents] : []),
    ...each('--manifest', manifest ? [manifest] : []),
    ...each('--publication', publication ? [publication] : []),
    ...(earlier ? ['--earlier'] : []),
  ];
}

function run(options: readonly string[]): Promise<void> {
  const verifier = resolve(__dirname, '../../../tools/verify/verify.mjs');
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [verifier, ...options], { stdio: 'inherit' });
    child.once('error', failed);
    child.once('exit', (code) => {
      process.exitCode = code ?? 2;
      done();
    });
  });
}
