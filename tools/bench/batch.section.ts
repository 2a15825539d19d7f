import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { quantile, type Figure } from './figure';
import { load } from './http-load';
import { numberedReport } from './reports';
import { StandaloneProcess } from './standalone.process';

const LINES = 1_000;
/** A round lasts some seconds, so that its beginning and its end, when not everybody is at work, weigh little. */
const BATCHES = 24;
const ROUNDS = 3;

/** NDJSON batches, against COPY of the rows they became into tables with the same columns and indexes. */
export async function batchSection(): Promise<Figure[]> {
  const service = new StandaloneProcess();
  await service.start();
  const client = new Client({ connectionString: service.databaseUrl });
  await client.connect();
  const file = join(tmpdir(), `hotline-bench-copy-${process.pid}`);
  try {
    service.signalWorker('SIGSTOP'); // accepting is measured, not what follows
    let batch = 0;
    const send = async () => {
      let left = BATCHES;
      const body = () => (left-- > 0 ? Array.from({ length: LINES }, (_, line) => JSON.stringify(numberedReport(batch * LINES + line, 'batch'))).join('\n') : null);
      const bodies: string[] = [];
      for (let text = body(); text !== null; batch++, text = body()) bodies.push(text);
      const { seconds } = await load({
        url: service.url, path: '/v1/reports/batch', contentType: 'application/x-ndjson', token: service.token('monitor'), connections: 2, forMs: 60_000,
        body: () => bodies.pop() ?? null, accept: (status) => status === 200,
      });
      return (BATCHES * LINES) / seconds;
    };
    await send(); // warm
    const [rates, copies]: [number[], number[]] = [[], []];
    const cost = { api: 0, postgres: 0, copy: 0 };
    for (let i = 0; i < ROUNDS; i++) {
      const before = service.cpuSeconds();
      rates.push(await send());
      const between = service.cpuSeconds();
      const copied = await copy(client, file, BATCHES * LINES, () => service.cpuSeconds().postgres ?? 0);
      copies.push((BATCHES * LINES) / copied.seconds);
      cost.copy += copied.cpuSeconds;
      cost.api += (between.api ?? 0) - (before.api ?? 0);
      cost.postgres += (between.postgres ?? 0) - (before.postgres ?? 0);
    }
    const [rate, yard] = [quantile(rates, 0.5), quantile(copies, 0.5)];
    const microseconds = (seconds: number) => (seconds / (ROUNDS * BATCHES * LINES)) * 1e6;
    const figure = (name: string, value: number, unit: string, more: Partial<Figure> = {}): Figure => ({ section: 'batch', name, value, unit, ...more });
    return [
      figure('accepted in batches of 1,000', rate, 'reports/s'),
      figure('COPY of the same rows', yard, 'reports/s'),
      figure('accepted / COPY', rate / yard, 'ratio', { goal: { atLeast: 0.25 }, against: 'COPY report and report_original from a file on the server', isSteady: true }),
      figure('api CPU per line', microseconds(cost.api), 'us', { isSteady: true }),
      figure('postgres CPU per line', microseconds(cost.postgres), 'us', { isSteady: true }),
      figure('postgres CPU per copied row', microseconds(cost.copy), 'us', { isSteady: true }),
    ];
  } finally {
    await client.end();
    rmSync(`${file}.report`, { force: true });
    rmSync(`${file}.report_original`, { force: true });
    await service.stop();
    service.remove();
  }
}

/** What COPY takes to load so many rows into tables with the same columns, keys and indexes. */
async function copy(client: Client, file: string, rows: number, cpu: () => number): Promise<{ seconds: number; cpuSeconds: number }> {
  const took = { seconds: 0, cpuSeconds: 0 };
  for (const table of ['report', 'report_original']) {
    const path = `${file}.${table}`;
    rmSync(path, { force: true });
    writeFileSync(path, ''); // the server's account writes into it, and this process removes it
    chmodSync(path, 0o666);
    await client.query(`DROP TABLE IF EXISTS bench_${table}; CREATE TABLE bench_${table} (LIKE ${table} INCLUDING INDEXES INCLUDING CONSTRAINTS)`);
    await client.query(`COPY (SELECT * FROM ${table} ${table === 'report' ? 'ORDER BY seq DESC' : ''} LIMIT ${rows}) TO '${path}'`);
    const [started, before] = [performance.now(), cpu()];
    await client.query(`COPY bench_${table} FROM '${path}'`);
    took.seconds += (performance.now() - started) / 1000;
    took.cpuSeconds += cpu() - before;
  }
  return took;
}
