// main.ts - the whole service on one machine: servers, schema, reference data, api, worker, and the demo on a first start.
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
// The framework is loaded only when there is something to prepare: see local-state.ts.
import { readLocalSettings, readSettings, type LocalSettings } from '../../libs/platform/settings';
import { showDemo, submitDemo } from './demo';
import { startPostgres } from './embedded/embedded-postgres';
import { startRedis } from './embedded/embedded-redis';
import { firstAccounts, isPrepared, localKeys, localTokens, markPrepared, referenceFolder, type LocalKeys, type Tokens } from './local-state';
import { freePort } from './embedded/free.port';
import { keepServing } from './embedded/keep-serving';
import { NODE_FLAGS } from './node-flags';
import { runtimeUrlOf } from './runtime-role';

type Stop = () => Promise<void>;

async function main(): Promise<void> {
  const local = readLocalSettings();
  const wantsDemo = !process.argv.includes('--empty');
  mkdirSync(local.dataDir, { recursive: true, mode: 0o755 });
  const stops: Stop[] = [];
  let stopping = false;
  const stopAll = async (code: number) => {
    if (stopping) return;
    stopping = true;
    for (const stop of stops.reverse()) await stop().catch((error: Error) => console.error(error.message));
    process.exit(code);
  };
  process.once('SIGINT', () => void stopAll(0));
  process.once('SIGTERM', () => void stopAll(0));
  try {
    const { url, tokens, isFirstRun } = await startService(local, stops, () => stopping);
    if (isFirstRun && wantsDemo) showDemo(await submitDemo(url, tokens, join(referenceFolder(), 'demo/reports.jsonl')));
    if (isFirstRun) writeFileSync(firstRunMark(local), `${new Date().toISOString()}\n`);
    sayWhatNext(url, local);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await stopAll(1);
  }
}

function firstRunMark(local: LocalSettings): string {
  return join(local.dataDir, 'started');
}

async function startService(local: LocalSettings, stops: Stop[], isStopping: () => boolean): Promise<{ url: string; tokens: Tokens; isFirstRun: boolean }> {
  const isFirstRun = !existsSync(firstRunMark(local));
  const [ownerUrl, redisUrl] = await Promise.all([
    local.ownerDatabaseUrl ?? local.databaseUrl ?? embedded(keepServing('PostgreSQL', () => startPostgres({ dataDir: join(local.dataDir, 'postgres'), ...(local.walArchive ? { archive: local.walArchive } : {}) })), stops),
    local.redisUrl ?? embedded(keepServing('Redis', () => startRedis({ dataDir: join(local.dataDir, 'redis'), ...(local.preferWasmRedis ? { prefer: 'wasm' as const } : {}) })), stops),
  ]);
  const keys = await localKeys(local.dataDir);
  const tokens = localTokens(local.dataDir);
  const isRoleGiven = local.databaseUrl !== null && (local.ownerDatabaseUrl !== null || local.acceptsAnyRole);
  const databaseUrl = isRoleGiven ? local.databaseUrl! : runtimeUrlOf(ownerUrl, keys.secret);
  const witness = await localWitness(local, keys);
  const environment: NodeJS.ProcessEnv = {
    HOTLINE_SECRET: keys.secret,
    HOTLINE_SEAL_RECIPIENTS: keys.sealRecipient,
    HOTLINE_LOG_KEY: keys.logKey,
    LOG_LEVEL: 'warn',
    ...(witness ? { HOTLINE_WITNESSES: `${witness.url} ${keys.witnessPublicKey}` } : {}),
    ...local.environment,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    HOTLINE_DATA_DIR: local.dataDir,
  };
  const database = await identityOf(ownerUrl);
  if (!isPrepared(local.dataDir, database, tokens)) {
    const { migrate, prepare } = await import('./prepare.js');
    await migrate(ownerUrl, databaseUrl);
    await prepare(readSettings(environment), firstAccounts(tokens));
    markPrepared(local.dataDir, database, tokens);
  }
  const [api] = await Promise.all([
    keepRunning('api', environment, stops, isStopping),
    keepRunning('worker', environment, stops, isStopping),
    witness && keepRunning('witness', local.environment, stops, isStopping, witness.args),
  ]);
  return { url: String(api.listening), tokens, isFirstRun };
}

/** A witness beside the service shows the protocol at work. Who names witnesses, or a log key of his own, starts them himself. */
async function localWitness({ dataDir, environment }: LocalSettings, { logPublicKey }: LocalKeys): Promise<{ url: string; args: string[] } | null> {
  if (environment.HOTLINE_WITNESSES !== undefined || environment.HOTLINE_LOG_KEY !== undefined) return null;
  const port = String(await freePort());
  const [key, journal] = [join(dataDir, 'witness.key'), join(dataDir, 'witness.journal')];
  return { url: `http://127.0.0.1:${port}`, args: ['witness', 'run', '--key', key, '--log', logPublicKey, '--journal', journal, '--port', port] };
}

/** Tells one database from another, also when a folder was deleted or an address changed. */
async function identityOf(databaseUrl: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ identity: string }>(`SELECT system_identifier || '/' || current_database() AS identity FROM pg_control_system()`);
    return rows[0]!.identity;
  } finally {
    await client.end();
  }
}

async function embedded(starting: Promise<{ url: string; stop: Stop }>, stops: Stop[]): Promise<string> {
  const { url, stop } = await starting;
  stops.push(stop);
  return url;
}

const PROGRAMS = { api: '../api/main.js', worker: '../worker/main.js', witness: '../cli/main.js' } as const;

/** Starts a process, waits until it says that it is ready (nobody waits for a witness), and starts it again whenever it ends unasked. */
async function keepRunning(name: keyof typeof PROGRAMS, env: NodeJS.ProcessEnv, stops: Stop[], isStopping: () => boolean, args: readonly string[] = []): Promise<Record<string, unknown>> {
  let child!: ChildProcess;
  const said = new Promise<Record<string, unknown>>((ready, failed) => {
    const start = () => {
      child = fork(resolve(__dirname, PROGRAMS[name]), args, { env, execArgv: [...NODE_FLAGS], stdio: ['ignore', name === 'witness' ? 'ignore' : 'inherit', 'inherit', 'ipc'] });
      // On one machine taking reports comes before working on them.
      if (name !== 'api') setPriority(child.pid!, constants.priority.PRIORITY_BELOW_NORMAL);
      if (name === 'witness') ready({});
      child.once('message', (message) => ready(message as Record<string, unknown>));
      child.once('exit', (code, signal) => {
        if (isStopping()) return;
        // Who leaves by itself before it was ready would do so again; who was killed would not.
        if (!signal) failed(new Error(`The ${name} could not start.`));
        console.error(`The ${name} ended (${signal ? `killed by ${signal}` : `exit code ${code}`}); starting it again.`);
        setTimeout(() => isStopping() || start(), 300);
      });
    };
    start();
  });
  // Known from now on: told to end while this one still starts, the launcher leaves nothing behind.
  stops.push(
    () =>
      new Promise((done) => {
        if (child.exitCode !== null || child.signalCode !== null) return done();
        const last = setTimeout(() => child.kill('SIGKILL'), 10_000);
        child.once('exit', () => {
          clearTimeout(last);
          done();
        });
        child.kill('SIGTERM');
      }),
  );
  return said;
}

function sayWhatNext(url: string, local: LocalSettings): void {
  const tokens = join(local.dataDir, 'tokens.json');
  const token = (name: string) => `$(node -p "require('${tokens}').${name}")`;
  const report = JSON.stringify({
    clientReportId: 'my-first-report',
    kind: 'VIOLATION',
    narrative: 'Two mortar rounds',
    act: 'ATTACK',
    weapon: 'MORTAR',
    occurred: { from: '2016-03-02T10:00:00+02:00', precision: 'HOUR' },
    place: { name: 'Talbiseh' },
  });
  console.log(`
The hotline is up at ${url}   (API description: ${url}/docs, stop with Ctrl-C)
Tokens, one per role: ${tokens}

A monitor brings a report:
  curl -s ${url}/v1/reports -H "authorization: Bearer ${token('monitor')}" -H 'content-type: application/json' -d '${report}'
A reviewer looks at the verified incidents (reviewerUS or reviewerRU):
  curl -s '${url}/v1/incidents?queue=verified' -H "authorization: Bearer ${token('reviewerUS')}"
An auditor exports the incidents:
  curl -s ${url}/v1/exports/incidents.csv -H "authorization: Bearer ${token('auditor')}"
A witness on this machine cosigns the log (npm run hotline -- log status); one that proves something stands in other hands: docs/decisions/0042.
`);
}

void main();
