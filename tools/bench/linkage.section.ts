import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import type { AgreementRegistry } from '@hotline/agreement';
import { Ledger, Outbox } from '@hotline/ledger';
import { linkStepOf } from '@hotline/linkage';
import { Clock, Database, databaseOptions, Ids } from '@hotline/platform';
import { startPostgres } from '../../apps/standalone/embedded/embedded-postgres';
import { migrate } from '../../apps/standalone/prepare';
import { seedIncidents, seedReports } from './linkage.seed';

const SIZES = [10_000, 100_000, 1_000_000];
/** A worker runs for weeks: what is compiled while it runs is compiled. */
const WARM_UP = 400;
const MEASURED = 300;
/** The least of so many rounds: what else the machine does only adds. */
const ROUNDS = 3;
/** One at a time for latency, and as the worker takes them when there is more to do. */
const BATCHES = [1, 25];

/** What linking one report costs against ever more stored ones, the pace of reporting being the same: years, not crowds. */
export async function linkageSection(_file?: string, sizes: readonly number[] = SIZES): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres'), settings: { fsync: 'off' } });
  try {
    await migrate(server.url, server.url);
    // One connection, so that its server process can be watched.
    const source = await new DataSource(databaseOptions({ databaseUrl: server.url, poolSize: 1 })).initialize();
    const database = new Database(source);
    await database.query(`SET statement_timeout = 0`);
    const rows: Record<string, string>[] = [];
    let stored = 0;
    const first = new Map<number, number>();
    for (const size of sizes) {
      const started = performance.now();
      await seedIncidents(database, stored, size);
      stored = size;
      const seconds = (performance.now() - started) / 1000;
      const row: Record<string, string> = { 'stored reports': String(size) };
      for (const batch of BATCHES) {
        const { node, postgres, wall } = await measure(database, size, batch);
        const cpu = node + (postgres ?? 0);
        const before = first.get(batch) ?? cpu;
        first.set(batch, before);
        row[`batches of ${batch}: CPU a report (node, PostgreSQL), ms`] = `${cpu.toFixed(2)} (${node.toFixed(2)}, ${postgres?.toFixed(2) ?? 'not told here'})`;
        row[`against the first, ${batch}`] = `${Math.round((cpu / before - 1) * 100)} %`;
        row[`wall, ms, ${batch}`] = wall.toFixed(2);
      }
      rows.push({ ...row, 'seeded in, s': seconds.toFixed(0) });
    }
    console.table(rows);
    console.log(`Stored: 2,000 incidents a day in 500 villages. A report: the link step in a transaction, from START to COMMIT, the least of ${ROUNDS} rounds of ${MEASURED} after ${WARM_UP}; its claim and the agreement's version are not in it.`);
    console.log('Goals: under 5 ms of CPU a report, at a million within 20 % of ten thousand.');
    await source.destroy();
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(database: Database, size: number, batch: number) {
  /** Every name stands for itself: who is who is the agreement's business, not measured here. */
  const registry = { asOf: async () => ({ resolveParty: () => null }) } as unknown as AgreementRegistry;
  const clock = new Clock();
  const step = linkStepOf(registry, new Ledger(database, clock), new Outbox(database), clock, new Ids());
  const ids = await seedReports(database, size, WARM_UP + ROUNDS * MEASURED, batch);
  const [backend] = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const run = async (some: readonly string[]) => {
    for (let from = 0; from < some.length; from += batch) await database.transaction((tx) => step.run(tx, some.slice(from, from + batch)));
  };
  await run(ids.slice(0, WARM_UP));
  const rounds = [];
  for (let from = WARM_UP; from < ids.length; from += MEASURED) {
    const [cpu, server, started] = [process.cpuUsage(), serverMs(backend!.pid), performance.now()];
    await run(ids.slice(from, from + MEASURED));
    const { user, system } = process.cpuUsage(cpu);
    const after = serverMs(backend!.pid);
    const [node, postgres] = [(user + system) / 1000 / MEASURED, server === null || after === null ? null : (after - server) / MEASURED];
    rounds.push({ node, postgres, wall: (performance.now() - started) / MEASURED });
  }
  return rounds.sort((a, b) => a.node + (a.postgres ?? 0) - b.node - (b.postgres ?? 0))[0]!;
}

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
