import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Figure } from './figure';
import { load } from './http-load';
import { numberedReport } from './reports';
import type { BenchOptions } from './section';
import { multiply } from './seed';
import { StandaloneProcess } from './standalone.process';

/** So many reports go the whole way first; larger archives are made of copies of them. */
const ORIGINALS = 2_000;
const LINES = 1_000;
/** Every backlog tells of a season of its own, so that each meets as many others near it: what grows is the archive, not the crowd. */
const SEASON_DAYS = 60;

/** From a backlog of accepted reports to incidents on the docket, with more and more stored before. */
export async function pipelineSection({ stored = [10_000, 100_000], backlog }: BenchOptions): Promise<Figure[]> {
  const service = new StandaloneProcess();
  await service.start();
  const client = new Client({ connectionString: service.databaseUrl });
  await client.connect();
  const figure = (name: string, value: number, unit: string, more: Partial<Figure> = {}): Figure => ({ section: 'pipeline', name, value, unit, ...more });
  const figures: Figure[] = [];
  const rates: number[] = [];
  const costs: number[] = [];
  let next = 0;
  const send = async (reports: number) => {
    const last = next + reports;
    const body = () => {
      if (next >= last) return null;
      const lines = Array.from({ length: Math.min(LINES, last - next) }, (_, line) => JSON.stringify(numberedReport(next + line, 'pipeline', rates.length * SEASON_DAYS)));
      next += lines.length;
      return lines.join('\n');
    };
    await load({ url: service.url, path: '/v1/reports/batch', contentType: 'application/x-ndjson', token: service.token('monitor'), connections: 2, forMs: 600_000, body, accept: (status) => status === 200 });
  };
  const empty = async (table: string, everyMs: number) => {
    while ((await client.query(`SELECT FROM ${table} LIMIT 1`)).rowCount! > 0) await delay(everyMs);
  };
  const drained = () => empty('outbox', 200);
  try {
    await send(ORIGINALS);
    await drained();
    let have = ORIGINALS;
    for (const size of [...stored].sort((a, b) => a - b)) {
      const copies = Math.round(size / have) - 1;
      if (copies > 0) {
        await multiply(service.databaseUrl, copies);
        have += copies * have;
      }
      await empty('log_pending', 200);
      await client.query('VACUUM ANALYZE'); // what was done before is not paid for now
      service.signalWorker('SIGSTOP');
      await send(backlog);
      await client.query('CHECKPOINT');
      const before = service.cpuSeconds();
      const written = await walBytes(client);
      const started = performance.now();
      service.signalWorker('SIGCONT');
      await drained();
      const seconds = (performance.now() - started) / 1000;
      const after = service.cpuSeconds();
      rates.push(backlog / seconds);
      const at = `at ${have.toLocaleString('en')} stored`;
      figures.push(figure(`accepted -> on the docket ${at}`, backlog / seconds, 'reports/s', { goal: { atLeast: 1_000 } }));
      let total = 0;
      for (const role of ['worker', 'postgres', 'redis'] as const) {
        const cost = (((after[role] ?? 0) - (before[role] ?? 0)) / backlog) * 1000;
        total += cost;
        figures.push(figure(`${role} CPU per report ${at}`, cost, 'ms', { isSteady: true }));
      }
      costs.push(total);
      figures.push(figure(`write-ahead log per report ${at}`, ((await walBytes(client)) - written) / backlog / 1024, 'kB', { isSteady: true }));
      have += backlog;
    }
    const { rows } = await client.query<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes');
    figures.push(figure('disk per stored report, indexes and log included', Number(rows[0]!.bytes) / have / 1024, 'kB', { isSteady: true }));
    if (costs.length > 1) figures.push(figure('CPU per report, largest / smallest archive', costs.at(-1)! / costs[0]!, 'ratio', { goal: { atMost: 1.2 }, isSteady: true }));
    if (rates.length > 1) figures.push(figure('slowest / fastest archive, reports/s', Math.min(...rates) / Math.max(...rates), 'ratio', { goal: { atLeast: 0.8 }, isSteady: true }));
    return figures;
  } finally {
    await client.end();
    await service.stop();
    service.remove();
  }
}

/** Bytes of write-ahead log since the cluster was made. */
async function walBytes(client: Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(`SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS bytes`);
  return Number(rows[0]!.bytes);
}
