import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { startRedis } from '../../apps/standalone/embedded/embedded-redis';
import { quantile, type Figure } from './figure';
import { numberedReport } from './reports';
import { StandaloneProcess } from './standalone.process';

const PER_SECOND = 100;
const SECONDS = 10;
/** The first ones warm the service up and are not counted. */
const WARM = 200;
const QUEUED = 100_000;

/** Reports are accepted as fast as ever while Redis is gone, and while a hundred thousand wait to be worked on. */
export async function hardshipSection(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const say = (name: string, latencies: readonly number[]) => {
    for (const [words, q, atMost] of [['p50', 0.5, 20], ['p99', 0.99, 250]] as const) {
      figures.push({ section: 'hardship', name: `accepted at ${PER_SECOND}/s ${name}, ${words}`, value: quantile([...latencies], q), unit: 'ms', goal: { atMost } });
    }
  };
  await withService(async (service, stopRedis) => {
    await stopRedis();
    say('without Redis', await acceptanceTimes(service, 'no-redis'));
  });
  await withService(async (service) => {
    await queue(service);
    service.signalWorker('SIGCONT');
    say(`with ${QUEUED} queued and worked on`, await acceptanceTimes(service, 'queued'));
  });
  return figures;
}

async function withService(work: (service: StandaloneProcess, stopRedis: () => Promise<void>) => Promise<void>): Promise<void> {
  const service = new StandaloneProcess();
  const redis = await startRedis({ dataDir: join(service.dataDir, 'own-redis') });
  service.environment.REDIS_URL = redis.url;
  try {
    await service.start();
    await untilWorked(service);
    await work(service, () => redis.stop());
  } finally {
    await service.stop();
    await redis.stop();
    service.remove();
  }
}

/** Until the worker has begun: what is measured is the service at work, not its start. */
async function untilWorked(service: StandaloneProcess): Promise<void> {
  await send(service, 'first', 0);
  const client = new Client({ connectionString: service.databaseUrl });
  await client.connect();
  try {
    while ((await client.query('SELECT FROM docket')).rowCount === 0) await delay(50);
  } finally {
    await client.end();
  }
}

async function send(service: StandaloneProcess, prefix: string, n: number): Promise<void> {
  const response = await fetch(`${service.url}/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.token('monitor')}`, 'content-type': 'application/json' },
    body: JSON.stringify(numberedReport(n, prefix)),
  });
  if (response.status !== 202) throw new Error(`Answered ${response.status}: a figure of refusals is no figure.`);
  await response.arrayBuffer();
}

/** Milliseconds from the request to the 202, sent at a steady rate whatever the answers take. */
async function acceptanceTimes(service: StandaloneProcess, prefix: string): Promise<number[]> {
  const times: number[] = [];
  const sends: Promise<void>[] = [];
  const started = performance.now();
  for (let n = 0; n < PER_SECOND * SECONDS; n++) {
    await delay(Math.max(0, started + (n * 1000) / PER_SECOND - performance.now()));
    const sent = performance.now();
    sends.push(
      send(service, prefix, n).then(() => {
        if (n >= WARM) times.push(performance.now() - sent);
      }),
    );
  }
  await Promise.all(sends);
  return times;
}

/** Copies of the one report at other places and hours, each with its first piece of work; the worker stands still meanwhile. */
async function queue(service: StandaloneProcess): Promise<void> {
  service.signalWorker('SIGSTOP');
  const client = new Client({ connectionString: service.databaseUrl });
  await client.connect();
  try {
    await client.query(
      `WITH copied AS (
         INSERT INTO report OVERRIDING USER VALUE SELECT copy.*
           FROM report AS model, generate_series(1, $1::int) AS n, jsonb_populate_record(NULL::report, to_jsonb(model) || jsonb_build_object(
             'id', gen_random_uuid(), 'client_report_id', 'queued ' || n, 'stated_lat', 33 + (n % 240) / 60.0, 'stated_lon', 36.2 + (n * 13 % 240) / 60.0,
             'occurred_from', model.occurred_from + n * interval '7 minutes', 'occurred_to', model.occurred_to + n * interval '7 minutes')) AS copy RETURNING id)
       INSERT INTO outbox (topic, subject_id) SELECT 'report.received', id FROM copied`,
      [QUEUED],
    );
    await client.query('VACUUM ANALYZE report, outbox');
  } finally {
    await client.end();
  }
}
