import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { AgreementRegistry } from '@hotline/agreement';
import { Ledger, Outbox } from '@hotline/ledger';
import { linkStepOf } from '@hotline/linkage';
import { Clock, Database, databaseOptions, Ids } from '@hotline/platform';
import { startPostgres } from '../../apps/standalone/embedded/embedded-postgres';
import { migrate } from '../../apps/standalone/prepare';
import { quantile, type Figure } from './figure';
import { seedIncidents, seedReports } from './linkage.seed';
import type { BenchOptions } from './section';

const USUAL = [10_000, 100_000];
/** A worker runs for weeks: what is compiled while it runs is compiled. */
const WARM_UP = 300;
const MEASURED = 200;
/** Archives of every size take turns, so that what else the machine does meets them all alike. */
const ROUNDS = 5;
/** One at a time for latency, and as the worker takes them when there is more to do. */
const BATCHES = [1, 25];

interface Archive {
  stored: number;
  database: Database;
  /** The server process of its one connection. */
  pid: number;
}

interface Cost {
  node: number;
  postgres: number | null;
  wall: number;
}

/** What linking one report costs against ever more stored ones, the pace of reporting being the same: years, not crowds. */
export async function linkageSection({ stored = USUAL }: BenchOptions): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres'), settings: { fsync: 'off' } });
  const archives: Archive[] = [];
  try {
    await migrate(server.url, server.url);
    for (const size of [...stored].sort((a, b) => a - b)) archives.push(await archiveOf(server.url, size));
    const figures: Figure[] = [];
    for (const batch of BATCHES) figures.push(...figuresOf(archives, batch, await takeTurns(archives, batch)));
    return figures;
  } finally {
    for (const { database } of archives) await database.source.destroy();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A report: the link step in a transaction, from START to COMMIT; its claim and the agreement's version are not in it. */
function figuresOf(archives: readonly Archive[], batch: number, costs: readonly Cost[][]): Figure[] {
  const figure = (name: string, value: number, unit: string, more: Partial<Figure> = {}): Figure => ({ section: 'linkage', name, value, unit, isSteady: true, ...more });
  const sum = ({ node, postgres }: Cost) => node + (postgres ?? 0);
  const taken = batch === 1 ? 'a report alone' : `a report in batches of ${batch}`;
  return costs.flatMap((rounds, index) => {
    const least = [...rounds].sort((a, b) => sum(a) - sum(b))[0]!;
    const against = quantile(rounds.map((cost, round) => sum(cost) / sum(costs[0]![round]!)), 0.5);
    const at = `${archives[index]!.stored.toLocaleString('en')} stored`;
    const whole = figure(`CPU of linking ${taken}, ${at}`, sum(least), 'ms', { goal: { atMost: 5 }, against: `node ${least.node.toFixed(2)}, PostgreSQL ${least.postgres?.toFixed(2) ?? 'not told here'}; ${least.wall.toFixed(2)} ms by the clock` });
    return index === 0 ? [whole] : [whole, figure(`CPU of linking ${taken}, ${at} / ${archives[0]!.stored.toLocaleString('en')} stored`, against, 'ratio', { goal: { atMost: 1.2 }, against: `the middle of ${ROUNDS} rounds` })];
  });
}

/** A database of its own with so many stored reports, and one connection to it. */
async function archiveOf(url: string, stored: number): Promise<Archive> {
  const at = new URL(url);
  const base = at.pathname.slice(1);
  at.pathname = `/stored_${stored}`;
  // From the outside: a database that is copied must have no guests.
  const outside = new URL(url);
  outside.pathname = '/template1';
  const admin = await new DataSource(databaseOptions({ databaseUrl: outside.href, poolSize: 1 })).initialize();
  await admin.query(`CREATE DATABASE stored_${stored} TEMPLATE "${base}"`);
  await admin.destroy();
  const options = databaseOptions({ databaseUrl: at.href, poolSize: 1 });
  // The connection whose server process is watched is not to be given up while others are seeded.
  const database = new Database(await new DataSource({ ...options, extra: { ...options.extra, idleTimeoutMillis: 0 } } as DataSourceOptions).initialize());
  await database.query(`SET statement_timeout = 0`);
  const started = performance.now();
  await seedIncidents(database, 0, stored);
  process.stderr.write(`${stored} stored in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  const [backend] = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return { stored, database, pid: backend!.pid };
}

/** The cost of every round, by archive. */
async function takeTurns(archives: readonly Archive[], batch: number): Promise<Cost[][]> {
  const clock = new Clock();
  const prepared = [];
  for (const { stored, database, pid } of archives) {
    const step = linkStepOf(registry, new Ledger(database, clock), new Outbox(database), clock, new Ids());
    const ids = await seedReports(database, stored, WARM_UP + ROUNDS * MEASURED, batch);
    const run = async (from: number, to: number) => {
      for (let at = from; at < to; at += batch) await database.transaction((tx) => step.run(tx, ids.slice(at, Math.min(at + batch, to))));
    };
    await run(0, WARM_UP);
    prepared.push({ run, pid, costs: [] as Cost[] });
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { run, pid, costs } of prepared) {
      const from = WARM_UP + round * MEASURED;
      const [cpu, server, started] = [process.cpuUsage(), serverMs(pid), performance.now()];
      await run(from, from + MEASURED);
      const { user, system } = process.cpuUsage(cpu);
      const after = serverMs(pid);
      const postgres = server === null || after === null ? null : (after - server) / MEASURED;
      costs.push({ node: (user + system) / 1000 / MEASURED, postgres, wall: (performance.now() - started) / MEASURED });
    }
  }
  return prepared.map(({ costs }) => costs);
}

/** Every name stands for itself: who is who is the agreement's business, not measured here. */
const registry = { asOf: async () => ({ resolveParty: () => null }) } as unknown as AgreementRegistry;

/** Milliseconds of CPU that a process has used, in ticks of ten; null where /proc does not tell. */
function serverMs(pid: number): number | null {
  try {
    const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const [user, system] = fields!.split(' ').slice(11, 13).map(Number);
    return (user! + system!) * 10;
  } catch {
    return null;
  }
}
