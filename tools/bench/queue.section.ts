import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeTriageCursor, type TriageCursor } from '@hotline/review';
import { Client } from 'pg';
import { quantile, type Figure } from './figure';
import { load } from './http-load';
import { numberedReport } from './reports';
import type { BenchOptions } from './section';
import { multiply } from './seed';
import { StandaloneProcess } from './standalone.process';

/** So many verified incidents are made by two monitors each and go the whole way; the others are copies of them. */
const ORIGINALS = 1_000;
const USUAL = 1_000_000;
/** One incident in so many has its reports, links, assessments and facts behind it: the page of an incident shows one of these. */
const WHOLE = 50;
const PAGES = 300;
const LISTENERS = 500;
const TELLINGS = 20;

/** What reviewers wait for, with many verified incidents in both queues: pages of the queue, one incident, and word of what others do. */
export async function queueSection({ stored = [USUAL] }: BenchOptions): Promise<Figure[]> {
  const service = new StandaloneProcess();
  const figures: Figure[] = [];
  await service.start();
  const client = new Client({ connectionString: service.databaseUrl });
  await client.connect();
  try {
    await verifyOriginals(service, client);
    const { rows: originals } = await client.query<{ id: string }>('SELECT incident_id AS id FROM docket WHERE is_queued ORDER BY seq');
    const copies = Math.round(Math.max(...stored) / originals.length) - 1;
    if (copies > 0) await multiply(service.databaseUrl, copies, Math.ceil(copies / WHOLE));
    const incidents = (copies + 1) * originals.length;
    const { rows: some } = await client.query<{ id: string }>('SELECT DISTINCT incident_id AS id FROM (SELECT incident_id FROM assessment TABLESAMPLE SYSTEM (10) LIMIT 5000) AS whole JOIN docket USING (incident_id) WHERE is_queued');
    const at = `${incidents.toLocaleString('en')} incidents`;
    const figure = (name: string, times: readonly number[], q: number, atMost?: number) =>
      figures.push({ section: 'queue', name: `${name}, ${at}, p${q * 100}`, value: quantile(times, q), unit: 'ms', ...(atMost ? { goal: { atMost } } : {}) });
    const middle = await middleOf(client);
    const pages: readonly (readonly [name: string, path: (n: number) => string])[] = [
      ['queue page', () => '/v1/triage?limit=50'],
      ['queue page in the middle', () => `/v1/triage?limit=50&cursor=${middle}`],
      ['queue page of a governorate', () => '/v1/triage?limit=50&zone=SY04'],
      ['queue page of a governorate with nothing', () => '/v1/triage?limit=50&zone=SY14'],
      ['queue counts', () => '/v1/triage/counts'],
      ['verified incidents, newest first', () => '/v1/incidents?queue=verified&limit=50'],
      ['incident page', (n) => `/v1/incidents/${some[(n * 7919) % some.length]!.id}`],
    ];
    for (const [name, path] of pages) {
      const times = await answerTimes(service, path, PAGES);
      figure(name, times, 0.5);
      figure(name, times, 0.99, 50);
    }
    const told = await tellingTimes(service, originals[0]!.id);
    figure(`${LISTENERS} listeners hear of a step`, told, 0.5);
    figure(`${LISTENERS} listeners hear of a step`, told, 0.99, 1_000);
    return figures;
  } finally {
    await client.end();
    await service.stop();
    service.remove();
  }
}

/** Two monitors report each event in words of their own, with no recording that both would hold; all are verified before this returns. */
async function verifyOriginals(service: StandaloneProcess, client: Client): Promise<void> {
  for (const monitor of ['monitor', 'monitor2']) {
    let left = 1;
    const lines = Array.from({ length: ORIGINALS }, (_, n) => JSON.stringify({ ...numberedReport(n * 10, monitor), evidence: [], narrative: `${monitor} ${n}: mortar rounds fell on the houses.`, place: placeOf(n) }));
    const body = () => (left-- > 0 ? lines.join('\n') : null);
    await load({ url: service.url, path: '/v1/reports/batch', contentType: 'application/x-ndjson', token: service.token(monitor), connections: 1, forMs: 60_000, body, accept: (status) => status === 200 });
  }
  while ((await client.query('SELECT FROM outbox WHERE quarantined_at IS NULL LIMIT 1')).rowCount! > 0 || (await client.query('SELECT FROM log_pending LIMIT 1')).rowCount! > 0) await delay(50);
}

/** In the middle of the country, a kilometre or two apart. */
function placeOf(n: number) {
  return { lat: 34.2 + (n % 40) / 40, lon: 36.8 + Math.floor(n / 40) / 25, radiusM: 300 };
}

/** Where a page of one side's queue begins that has half of it before it. */
async function middleOf(client: Client): Promise<string> {
  const { rows } = await client.query<TriageCursor>(
    `SELECT urgency, waiting_since AS "waitingSince", docket_seq AS seq FROM triage WHERE side = 'US' AND status = 'AWAITING' AND is_shown
      ORDER BY urgency, waiting_since, docket_seq OFFSET (SELECT count(*) / 2 FROM docket) LIMIT 1`,
  );
  return encodeTriageCursor(rows[0]!);
}

/** One request after another, for both sides in turn; milliseconds. */
async function answerTimes(service: StandaloneProcess, path: (n: number) => string, rounds: number): Promise<number[]> {
  const tokens = [service.token('reviewerUS'), service.token('reviewerRU')];
  const times: number[] = [];
  for (let round = -20; round < rounds; round++) {
    const started = performance.now();
    const answer = await fetch(service.url + path(Math.abs(round)), { headers: { authorization: `Bearer ${tokens[Math.abs(round) % 2]}` } });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${path(round)} was answered ${answer.status}: ${body}`);
    if (round >= 0) times.push(performance.now() - started);
  }
  return times;
}

/** From the answer to whoever recorded a step until each of many listeners has heard of it; milliseconds. */
async function tellingTimes(service: StandaloneProcess, incidentId: string): Promise<number[]> {
  const heard = new Map<string, number[]>();
  const tokens = ['reviewerUS', 'reviewerRU', 'secretariat', 'auditor'].map((name) => service.token(name));
  const listeners = await Promise.all(Array.from({ length: LISTENERS }, (_, n) => listen(service, tokens[n % tokens.length]!, (step) => heard.get(step)?.push(performance.now()))));
  const times: number[] = [];
  for (let n = 0; n < TELLINGS; n++) {
    const authority = `telling ${n}`;
    heard.set(authority, []);
    const answer = await fetch(`${service.url}/v1/incidents/${incidentId}/steps`, {
      method: 'POST',
      headers: { authorization: `Bearer ${service.token('secretariat')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ step: 'RELAYED', authority }),
    });
    const said = performance.now();
    if (!answer.ok) throw new Error(`A step was answered ${answer.status}: ${await answer.text()}`);
    while (heard.get(authority)!.length < LISTENERS) {
      if (performance.now() - said > 30_000) throw new Error(`${heard.get(authority)!.length} of ${LISTENERS} listeners heard of a step within half a minute.`);
      await delay(20);
    }
    times.push(...heard.get(authority)!.map((when) => when - said));
    await delay((n * 97) % 500); // at another moment between two looks
  }
  for (const hangUp of listeners) hangUp();
  return times;
}

/** Listens from now on; resolves when the stream has begun. */
function listen(service: StandaloneProcess, token: string, hear: (step: string) => void): Promise<() => void> {
  return new Promise((begun, failed) => {
    const request = get(`${service.url}/v1/events`, { agent: false, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      if (answer.statusCode !== 200) return failed(new Error(`A listener was answered ${answer.statusCode}.`));
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        begun(() => request.destroy());
        const told = (text + chunk).split('\n\n');
        text = told.pop()!;
        for (const event of told) {
          const step = /"authority":"([^"]+)"/.exec(event)?.[1];
          if (step) hear(step);
        }
      });
    });
    request.on('error', failed);
  });
}
