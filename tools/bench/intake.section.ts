import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { quantile, type Figure } from './figure';
import { load } from './http-load';
import { numberedReport } from './reports';
import { singleRowInserts } from './single-row-inserts';
import { cpuSecondsOf, StandaloneProcess } from './standalone.process';

const CONNECTIONS = 64;
/** Short and many: on a shared machine what is compared must lie close together. */
const ROUND_MS = 2_000;
const ROUNDS = 7;

/** Accepted, durable reports a second with everything on, against a bare endpoint and the database alone. Rounds alternate, each is compared with its neighbour, and the median counts. */
export async function intakeSection(): Promise<Figure[]> {
  const service = new StandaloneProcess();
  await service.start();
  const bare = fork(resolve(__dirname, 'bare-endpoint.process.js'), [service.databaseUrl], { execArgv: [] });
  try {
    const bareUrl = await new Promise<string>((done) => bare.once('message', (message) => done((message as { url: string }).url)));
    let next = 0;
    const round = (url: string, forMs = ROUND_MS) =>
      load({ url, path: '/v1/reports', token: service.token('monitor'), connections: CONNECTIONS, forMs, body: () => JSON.stringify(numberedReport(next++, 'intake')), accept: (status) => status === 202 });
    service.signalWorker('SIGSTOP');
    // Both are warm before they are measured: the service's processor time for a report falls by a fifth in its first ten seconds.
    await round(service.url, 10_000);
    await round(bareUrl, 3_000);
    const [alone, beside, yard, latencies, singles]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
    const cost = { api: 0, apiPostgres: 0, reports: 0, bare: 0, barePostgres: 0, rows: 0 };
    let by = '';
    for (let i = 0; i < ROUNDS; i++) {
      const before = service.cpuSeconds();
      const own = await round(service.url);
      const between = service.cpuSeconds();
      const bareBefore = cpuSecondsOf(bare.pid!);
      const other = await round(bareUrl);
      const after = service.cpuSeconds();
      alone.push(own.requests / own.seconds);
      yard.push(other.requests / other.seconds);
      cost.reports += own.requests;
      cost.api += (between.api ?? 0) - (before.api ?? 0);
      cost.apiPostgres += (between.postgres ?? 0) - (before.postgres ?? 0);
      cost.rows += other.requests;
      cost.bare += cpuSecondsOf(bare.pid!) - bareBefore;
      cost.barePostgres += (after.postgres ?? 0) - (between.postgres ?? 0);
      const single = await singleRowInserts(service.databaseUrl, JSON.stringify(numberedReport(0, 'single')), 1);
      singles.push(single.perSecond);
      by = single.by;
    }
    // Afterwards, because what steps leave to be vacuumed would be vacuumed in the round that follows.
    service.signalWorker('SIGCONT');
    for (let i = 0; i < ROUNDS; i++) {
      const working = await round(service.url);
      beside.push(working.requests / working.seconds);
      latencies.push(...working.latenciesMs);
    }
    const median = (values: number[]) => quantile(values, 0.5);
    const against = (others: number[]) => median(alone.map((perSecond, index) => perSecond / others[index]!));
    const perReport = (seconds: number) => (seconds / cost.reports) * 1000;
    const perRow = (seconds: number) => (seconds / cost.rows) * 1000;
    const figure = (name: string, value: number, unit: string, more: Partial<Figure> = {}): Figure => ({ section: 'intake', name, value, unit, ...more });
    return [
      figure('accepted, steps waiting', median(alone), 'reports/s'),
      figure('accepted, steps at work on the same cores', median(beside), 'reports/s'),
      figure('bare endpoint', median(yard), 'rows/s'),
      figure('single-row inserts', median(singles), 'rows/s', { against: by }),
      figure('accepted / bare endpoint', against(yard), 'ratio', { goal: { atLeast: 1 }, against: 'Fastify + pg, one row, no validation', isSteady: true }),
      figure('accepted / single-row inserts', against(singles), 'ratio', { goal: { atLeast: 0.3 }, against: by, isSteady: true }),
      figure('api CPU per accepted report', perReport(cost.api), 'ms', { isSteady: true }),
      figure('postgres CPU per accepted report', perReport(cost.apiPostgres), 'ms', { isSteady: true }),
      figure('bare endpoint CPU per row', perRow(cost.bare), 'ms', { isSteady: true }),
      figure('postgres CPU per bare row', perRow(cost.barePostgres), 'ms', { isSteady: true }),
      figure('CPU of a bare row / of an accepted report', perRow(cost.bare + cost.barePostgres) / perReport(cost.api + cost.apiPostgres), 'ratio', { isSteady: true }),
      figure('accept p50, steps at work', quantile(latencies, 0.5), 'ms'),
      figure('accept p99, steps at work', quantile(latencies, 0.99), 'ms', { goal: { atMost: 150 } }),
    ];
  } finally {
    bare.disconnect();
    await service.stop();
    service.remove();
  }
}
