import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Command } from 'commander';
import { readLocalSettings } from '@hotline/platform';
import { Refused, ServiceClient } from '../service.client';
import { reportOf, type StreamEvent } from '../stream-report';
import { table } from '../table';

interface Acknowledged {
  clientReportId: string;
  receipt: string;
}

interface Story {
  state: string;
  scope: string | null;
  factStatus: string | null;
  placedAt: string | null;
}

interface ReplayOptions {
  concurrency: string;
  timeZone: string;
}

export function replayCommand(): Command {
  return new Command('replay')
    .argument('<file>', 'JSON lines: report bodies, or events of a public dataset')
    .description('submit a stream through the HTTP API; resumable, and safe to run twice')
    .option('--concurrency <n>', 'requests under way at once', '8')
    .option('--time-zone <zone>', "zone of the dataset's days", 'Asia/Damascus')
    .action(replay);
}

async function replay(file: string, options: ReplayOptions): Promise<void> {
  const bodies = readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line, index) => read(line, index, options.timeZone));
  const journal = journalOf(file);
  const done = readJournal(journal);
  const todo = bodies.filter(({ body }) => !done.has(String(body.clientReportId)));
  if (done.size > 0) console.log(`Resuming: ${done.size} of ${bodies.length} were acknowledged before.`);
  const refused: string[] = [];
  const latencies: number[] = [];
  const started = performance.now();
  await pooled(todo, Number(options.concurrency), async ({ body, as }) => {
    const before = performance.now();
    try {
      const { receipt } = await submitPatiently(ServiceClient.as(as), JSON.stringify(body));
      latencies.push(performance.now() - before);
      const line: Acknowledged = { clientReportId: String(body.clientReportId), receipt };
      appendFileSync(journal, `${JSON.stringify(line)}\n`);
      done.set(line.clientReportId, receipt);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.push(`${String(body.clientReportId)}: ${error.message}`);
    }
    progress('accepted', done.size + refused.length, bodies.length, latencies.length / ((performance.now() - started) / 1000));
  });
  const seconds = (performance.now() - started) / 1000;
  console.log(`\nAccepted ${done.size} of ${bodies.length}, refused ${refused.length}; ${Math.round(todo.length / Math.max(seconds, 0.001))} reports/s, accept p50 ${quantile(latencies, 0.5)} ms, p99 ${quantile(latencies, 0.99)} ms`);
  for (const line of refused.slice(0, 20)) console.log(`  refused ${line}`);
  const stories = await storiesOf([...done.values()], Number(options.concurrency));
  const pipelineSeconds = (performance.now() - started) / 1000;
  console.log(`\nEvery report followed to its end after ${pipelineSeconds.toFixed(1)} s (${Math.round(stories.length / pipelineSeconds)} reports/s).`);
  summarise(stories);
  const open = stories.filter((story) => story.scope === null).length;
  console.log(`Accounted for ${stories.length - open + refused.length} of ${bodies.length}.`);
  if (open + refused.length > 0) process.exitCode = 1;
}

/** A line is a report body, a `{ as, report }` pair, or an event; independent feeds go in as independent monitors. */
function read(line: string, index: number, timeZone: string): { body: Record<string, unknown>; as: string } {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch {
    throw new Error(`Line ${index + 1} is not JSON.`);
  }
  if ('clientReportId' in value) return { body: value, as: 'monitor' };
  if ('report' in value) return { body: value.report as Record<string, unknown>, as: String(value.as ?? 'monitor') };
  const event = value as unknown as StreamEvent;
  return { body: reportOf(event, timeZone), as: event.feed.startsWith('ucdp') ? 'monitor' : 'monitor2' };
}

/** What was acknowledged is written down at once, so that a broken replay goes on where it was. */
function journalOf(file: string): string {
  const { dataDir, url } = readLocalSettings();
  const folder = join(dataDir, 'replays');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${createHash('sha256').update(`${url} `).update(readFileSync(file)).digest('hex').slice(0, 16)}.jsonl`);
}

function readJournal(journal: string): Map<string, string> {
  const lines = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').filter((line) => line.endsWith('}')) : [];
  return new Map(lines.map((line) => JSON.parse(line) as Acknowledged).map((line) => [line.clientReportId, line.receipt]));
}

/** Sends until there is an answer: a report that is already filed answers the same again. */
async function submitPatiently(client: ServiceClient, body: string): Promise<{ receipt: string }> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.post<{ receipt: string }>('/v1/reports', body);
    } catch (error) {
      const isFinal = error instanceof Refused && error.status < 500;
      if (isFinal || attempt === 30) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.min(200 * attempt, 2_000)));
    }
  }
}

async function storiesOf(receipts: readonly string[], concurrency: number): Promise<Story[]> {
  const client = ServiceClient.as('monitor');
  const stories: Story[] = [];
  const deadline = performance.now() + 300_000;
  await pooled(receipts, concurrency, async (receipt) => {
    for (;;) {
      const story = await client.get<Story>(`/v1/receipts/${receipt}`);
      if (story.scope !== null || performance.now() > deadline) {
        stories.push(story);
        return progress('followed', stories.length, receipts.length);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  return stories;
}

function summarise(stories: readonly Story[]): void {
  const count = (keyOf: (story: Story) => string) => {
    const counts = new Map<string, number>();
    for (const story of stories) counts.set(keyOf(story), (counts.get(keyOf(story)) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]);
  };
  console.log(`\n${table(['outcome', 'reports'], count(outcomeOf))}`);
  console.log(`\n${table(['scope', 'reports'], count((story) => story.scope ?? 'still open'))}`);
  console.log(`\n${table(['governorate', 'reports'], count((story) => story.placedAt?.slice(0, 4) ?? 'no administrative place'))}\n`);
}

function outcomeOf(story: Story): string {
  if (story.scope === null) return 'still open';
  if (story.scope.startsWith('UNDETERMINED')) return 'undetermined';
  if (story.scope !== 'IN_SCOPE') return 'out of scope';
  return story.state === 'LINKED' ? 'in scope, linked' : 'in scope, standalone';
}

async function pooled<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(width, items.length) }, async () => {
      while (next < items.length) await work(items[next++]!);
    }),
  );
}

function progress(what: string, done: number, total: number, rate?: number): void {
  if (!process.stdout.isTTY && done !== total) return;
  const filled = Math.round((done / total) * 30);
  process.stdout.write(`\r[${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${done}/${total} ${what}${rate ? ` ${Math.round(rate)}/s` : ''}   ${done === total ? '\n' : ''}`);
}

function quantile(values: readonly number[], q: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0).toFixed(1);
}
