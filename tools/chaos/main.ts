// main.ts - kill -9 at random under load, and count what was promised and is gone: npm run chaos -- --kills 200 --seed 1
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { StandaloneProcess } from '../bench/standalone.process';
import { planOf, TARGETS, type Strike, type Target } from './chaos-plan';
import { ClientJournal } from './client.journal';
import { Reporters } from './reporters.client';
import { Victims } from './victims.process';

/** What recovery may take, in seconds, by what died (the launcher is everything at once). */
const GOALS_S: Readonly<Record<Target, number>> = { api: 5, worker: 15, postgres: 5, redis: 5, flushall: 15, launcher: 20 };
const GIVE_UP_MS = 300_000;

interface Options {
  kills: string;
  seed: string;
  rate: string;
  control?: boolean;
}

interface Resumed {
  target: Target;
  /** Seconds until a report that was begun after the blow was acknowledged. */
  acceptS: number;
  /** Seconds until all work that was open at the blow was done. */
  workS: number;
}

async function main(options: Options): Promise<void> {
  if (process.platform !== 'linux') throw new Error('Processes are found through /proc: run this on Linux.');
  const folder = mkdtempSync(join(tmpdir(), 'hotline-chaos-'));
  const journal = new ClientJournal(join(folder, 'acknowledged.jsonl'));
  const service = new StandaloneProcess(options.control ? { HOTLINE_UNSAFE: 'synchronous_commit' } : {});
  const victims = new Victims(service);
  const reporters = new Reporters({ url: () => service.url, token: () => service.token('monitor'), rate: Number(options.rate), reporters: 8 }, journal);
  let isOver = false;
  try {
    await service.start();
    if (options.control) await victims.ask('ALTER DATABASE postgres SET synchronous_commit = off');
    if (options.control) await victims.strike('api'); // its next connections are the unsafe ones
    reporters.start();
    await reporters.nextAcknowledgement();
    const plan = planOf(Number(options.kills), Number(options.seed), options.control ? ['postgres'] : TARGETS);
    const resumed: Resumed[] = [];
    for (const [index, strike] of plan.entries()) {
      resumed.push(await one(strike, service, victims, reporters));
      if (process.stdout.isTTY) process.stdout.write(`\r${index + 1}/${plan.length} ${strike.target}          `);
      else if ((index + 1) % 20 === 0) console.log(`${index + 1} of ${plan.length}; acked ${journal.count}`);
    }
    await reporters.stop();
    isOver = true;
    const lost = await verdict(victims, journal, reporters, resumed, Boolean(options.control));
    process.exitCode = options.control ? Number(lost === 0) : Number(lost > 0);
  } finally {
    if (!isOver) reporters.giveUp();
    await service.stop();
    if (process.exitCode === 0) service.remove(); // otherwise there is something to look at
    else console.error(`What is left of it lies in ${service.dataDir}.`);
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function one({ target, also, afterMs }: Strike, service: StandaloneProcess, victims: Victims, reporters: Reporters): Promise<Resumed> {
  await new Promise((done) => setTimeout(done, afterMs));
  const now = new Date();
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  await Promise.all([victims.strike(target), also && victims.strike(also)]);
  if (target === 'launcher') await service.startAgain();
  const accepted = reporters.nextAcknowledgement().then(seconds);
  for (;;) {
    const rows = await victims.ask<{ open: number }>('SELECT count(*)::int AS open FROM outbox WHERE opened_at < $1 AND quarantined_at IS NULL', [now]);
    if (rows?.[0]?.open === 0) break;
    if (performance.now() - began > GIVE_UP_MS) {
      const open = await victims.ask('SELECT topic, attempts, lone_starts, last_error, now() AS now, opened_at, due_at, dispatched_at FROM outbox WHERE opened_at < $1 AND quarantined_at IS NULL LIMIT 5', [now]);
      throw new Error(`After ${target} died, old work was still open ${GIVE_UP_MS / 1000} s later: ${open ? JSON.stringify(open) : `PostgreSQL: ${victims.silence}; what it wrote: ${join(service.dataDir, 'postgres/server.log')}`}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  const workS = seconds();
  return { target, acceptS: await accepted, workS };
}

async function verdict(victims: Victims, journal: ClientJournal, reporters: Reporters, resumed: readonly Resumed[], isControl: boolean): Promise<number> {
  const promised = journal.read();
  const rows = (await settled(victims)) ?? [];
  const filed = new Map(rows.map((row) => [row.id, row]));
  const lost = promised.filter(({ reportId, contentSha256 }) => filed.get(reportId)?.sha !== contentSha256);
  const odd = rows.filter((row) => row.facts !== 1 || row.links !== 1);
  console.log();
  console.table(TARGETS.map((target) => figures(target, resumed)).filter((row) => row !== null));
  const sorted = [...reporters.latencies].sort((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)]?.toFixed(0);
  const unexpected = [...reporters.unexpected].map(([status, count]) => `${count} x ${status}`).join(', ') || 'none';
  console.log(`acked ${promised.length}, lost ${lost.length}; accept p99 ${p99} ms; answers other than 2xx and 503: ${unexpected}`);
  console.log(`filed ${rows.length}, each with one fact and one incident: ${odd.length === 0 ? 'yes' : `no, ${odd.length} are not`}`);
  if (isControl) console.log(lost.length > 0 ? 'The control lost acknowledged reports, as it must: the oracle can see a loss.' : 'The control lost nothing: this run proves nothing.');
  return isControl ? lost.length : lost.length + odd.length;
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

function figures(target: Target, resumed: readonly Resumed[]): Record<string, unknown> | null {
  const own = resumed.filter((item) => item.target === target);
  if (own.length === 0) return null;
  const worst = (pick: (item: Resumed) => number, q: number) => own.map(pick).sort((a, b) => a - b)[Math.min(own.length - 1, Math.floor(own.length * q))]!.toFixed(1);
  return {
    killed: target,
    times: own.length,
    'accepts again p50 s': worst((item) => item.acceptS, 0.5),
    'max s': worst((item) => item.acceptS, 1),
    'old work done p50 s': worst((item) => item.workS, 0.5),
    ' max s': worst((item) => item.workS, 1),
    'goal s': GOALS_S[target],
  };
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
