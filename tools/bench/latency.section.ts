import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { quantile, type Figure } from './figure';
import { numberedReport } from './reports';
import { StandaloneProcess } from './standalone.process';

const PER_SECOND = 20;
const REPORTS = 240;
/** The first ones warm the service up and are not counted. */
const WARM = 40;
const LOOK_EVERY_MS = 10;

/** From the 202 to a line on the docket, at twenty reports a second. */
export async function latencySection(): Promise<Figure[]> {
  const service = new StandaloneProcess();
  await service.start();
  const client = new Client({ connectionString: service.databaseUrl });
  await client.connect();
  try {
    const acceptedAt = new Map<string, { at: number; n: number }>();
    const latencies: number[] = [];
    let sent = 0;
    const send = async (n: number) => {
      const response = await fetch(`${service.url}/v1/reports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${service.token('monitor')}`, 'content-type': 'application/json' },
        body: JSON.stringify(numberedReport(n, 'latency')),
      });
      const { reportId } = (await response.json()) as { reportId: string };
      acceptedAt.set(reportId, { at: performance.now(), n });
      sent++;
    };
    const started = performance.now();
    const sending = (async () => {
      for (let n = 0; n < REPORTS; n++) {
        await delay(Math.max(0, started + (n * 1000) / PER_SECOND - performance.now()));
        void send(n);
      }
    })();
    while (sent < REPORTS || acceptedAt.size > 0) {
      await delay(LOOK_EVERY_MS);
      if (acceptedAt.size === 0) continue;
      const { rows } = await client.query<{ id: string }>(
        `SELECT link.report_id AS id FROM incident_report link JOIN docket ON docket.incident_id = link.incident_id WHERE link.report_id = ANY($1::uuid[])`,
        [[...acceptedAt.keys()]],
      );
      for (const { id } of rows) {
        const { at, n } = acceptedAt.get(id)!;
        if (n >= WARM) latencies.push(performance.now() - at);
        acceptedAt.delete(id);
      }
      if (performance.now() - started > 120_000) throw new Error(`${acceptedAt.size} reports were not on the docket after two minutes.`);
    }
    await sending;
    const figure = (name: string, q: number, atMost: number): Figure => ({ section: 'latency', name, value: quantile(latencies, q), unit: 'ms', goal: { atMost } });
    return [figure('accepted -> on the docket at 20/s, p50', 0.5, 60), figure('accepted -> on the docket at 20/s, p99', 0.99, 250)];
  } finally {
    await client.end();
    await service.stop();
    service.remove();
  }
}
