// main.ts - kill -9 at random under load, and count what was promised and is gone: npm run chaos -- --kills 200 --seed 1
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { StandaloneProcess } from '../bench/standalone.process';
import { planOf, TARGETS, type Strike } from './chaos-plan';
import { isGood, reportLines, type Resumed } from './chaos-report';
import { ClientJournal } from './client.journal';
import { Deaths } from './deaths';
import { Reporters } from './reporters.client';
import { Victims } from './victims.process';

const GIVE_UP_MS = 300_000;

interface Options {
  kills: string;
  seed: string;
  rate: string;
  control?: boolean;
}

async function main(options: Options): Promise<void> {
  if (process.platform !== 'linux') throw new Error('Processes are found through /proc: run this on Linux.');
  const folder = mkdtempSync(join(tmpdir(), 'hotline-chaos-'));
  const journal = new ClientJournal(join(folder, 'acknowledged.jsonl'));
  const service = new StandaloneProcess(options.control ? { HOTLINE_UNSAFE: 'synchronous_commit' } : {});
  const deaths = new Deaths();
  const victims = new Victims(service, deaths);
  const reporters = new Reporters({ url: () => service.url, token: () => service.token('monitor'), rate: Number(options.rate), reporters: 8 }, journal);
  const isControl = Boolean(options.control);
  const resumed: Resumed[] = [];
  let missed = 0;
  let isOver = false;
  const brokenOff = new Promise<never>((_, breakOff) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => breakOff(new Error(`Broken off by ${signal} from outside after ${resumed.length} kills; ${journal.count} acked, and whether they are there was not looked at.`)));
    service.heard = (line) => {
      deaths.hear(line);
      appendFileSync(join(service.dataDir, 'launcher.log'), `${line}\n`);
    };
    let strangers = 0;
    service.ended = (how) => {
      deaths.end('launcher', how);
      const unexplained = deaths.unexplained().filter((end) => end.startsWith('launcher')).length;
      if (unexplained > strangers) service.startAgain().catch(breakOff); // somebody else's doing: it is named at the end, and the run goes on
      strangers = unexplained;
    };
  });
  const all = async () => {
    await service.start();
    if (isControl) await victims.ask('ALTER DATABASE postgres SET synchronous_commit = off');
    if (isControl) await victims.strike('api'); // its next connections are the unsafe ones
    reporters.start();
    await reporters.nextAcknowledgement();
    const plan = planOf(Number(options.kills), Number(options.seed), isControl ? ['postgres'] : TARGETS);
    for (const [index, strike] of plan.entries()) {
      const { hits, ...how } = await one(strike, service, victims, reporters);
      resumed.push(how);
      missed += hits.filter((hit) => !hit).length;
      if (process.stdout.isTTY) process.stdout.write(`\r${index + 1}/${plan.length} ${strike.target}          `);
      else if ((index + 1) % 20 === 0) console.log(`${index + 1} of ${plan.length}; acked ${journal.count}`);
    }
    await reporters.stop();
    isOver = true;
    const found = await compared(victims, journal);
    const shown = { seed: Number(options.seed), isControl, resumed, missed, ...found, latencies: reporters.latencies, unexpected: reporters.unexpected, unexplained: deaths.unexplained() };
    console.log(`\n${reportLines(shown).join('\n')}`);
    process.exitCode = Number(!isGood(shown));
  };
  try {
    await Promise.race([all(), brokenOff]);
  } finally {
    if (!isOver) reporters.giveUp();
    await service.stop();
    if (process.exitCode === 0) service.remove(); // otherwise there is something to look at
    else console.error(`What is left of it lies in ${service.dataDir}.`);
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function one({ target, also, afterMs }: Strike, service: StandaloneProcess, victims: Victims, reporters: Reporters): Promise<Resumed & { hits: boolean[] }> {
  await new Promise((done) => setTimeout(done, afterMs));
  const now = new Date();
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const hits = await Promise.all([target, also].flatMap((victim) => (victim ? [victims.strike(victim)] : [])));
  if (target === 'launcher') await service.startAgain();
  let acceptS: number | null = null;
  void reporters.nextAcknowledgement().then(() => (acceptS = seconds()));
  let workS: number | null = null;
  while (acceptS === null || workS === null) {
    const rows = workS === null ? await victims.ask<{ open: number }>('SELECT count(*)::int AS open FROM outbox WHERE opened_at < $1 AND quarantined_at IS NULL', [now]) : null;
    if (rows?.[0]?.open === 0) workS = seconds();
    if (performance.now() - began > GIVE_UP_MS) throw new Error(await standstill(target, now, acceptS, victims, service));
    await new Promise((done) => setTimeout(done, 50));
  }
  return { target, acceptS, workS, hits };
}

/** Why it does not go on, as far as can be told. */
async function standstill(target: string, now: Date, acceptS: number | null, victims: Victims, service: StandaloneProcess): Promise<string> {
  const open = await victims.ask('SELECT topic, attempts, lone_starts, last_error, now() AS now, opened_at, due_at, dispatched_at FROM outbox WHERE opened_at < $1 AND quarantined_at IS NULL LIMIT 5', [now]);
  const work = open ? `open work: ${JSON.stringify(open)}` : `PostgreSQL: ${victims.silence}; what it wrote: ${join(service.dataDir, 'postgres/server.log')}`;
  return `${GIVE_UP_MS / 1000} s after ${target} died it had not resumed: ${acceptS === null ? 'no report was accepted; ' : ''}${work}`;
}

/** What was promised against what is there, once no work is open. */
async function compared(victims: Victims, journal: ClientJournal): Promise<{ acked: number; lost: number; filed: number; odd: number }> {
  const promised = journal.read();
  const rows = await settled(victims);
  if (!rows) throw new Error(`PostgreSQL could not be asked what is there: ${victims.silence}`);
  const filed = new Map(rows.map((row) => [row.id, row.sha]));
  return {
    acked: promised.length,
    lost: promised.filter(({ reportId, contentSha256 }) => filed.get(reportId) !== contentSha256).length,
    filed: rows.length,
    odd: rows.filter(({ facts, links }) => facts !== 1 || links !== 1).length,
  };
}

/** Every report with its facts and links, once no work is open. */
async function settled(victims: Victims): Promise<{ id: string; sha: string; facts: number; links: number }[] | null> {
  for (const deadline = performance.now() + GIVE_UP_MS; performance.now() < deadline; ) {
    const open = await victims.ask<{ open: number }>('SELECT count(*)::int AS open FROM outbox WHERE quarantined_at IS NULL');
    if (open?.[0]?.open === 0) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  return victims.ask(
    `SELECT r.id, encode(r.content_sha256, 'hex') AS sha,
            (SELECT count(*)::int FROM fact f WHERE f.report_id = r.id AND f.type = 'report.received') AS facts,
            (SELECT count(*)::int FROM incident_report l WHERE l.report_id = r.id) AS links
       FROM report r`,
  );
}

new Command('chaos')
  .description('random kill -9 of api, worker, PostgreSQL, Redis and the launcher, and FLUSHALL, under load')
  .option('--kills <n>', 'how many', '200')
  .option('--seed <n>', 'the same seed strikes the same targets', '1')
  .option('--rate <n>', 'reports a second', '60')
  .option('--control', 'with synchronous_commit off: must lose, or the oracle is blind')
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
