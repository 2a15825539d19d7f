// main.ts - nonsense over HTTP as everybody, at a whole service: npm run fuzz -- --cases 100000 --seed 1
import { Command } from 'commander';
import * as fc from 'fast-check';
import { Client } from 'pg';
import { StandaloneProcess } from '../bench/standalone.process';
import { casesOf, type ApiDescription } from './cases';
import { emptyTally, fire } from './fire.client';

/** Made at once; each round has a seed of its own, so that a failure can be had again by the round. */
const ROUND = 1_000;
const AT_ONCE = 8;
const WHO = ['monitor', 'monitor2', 'reviewerUS', 'reviewerRU', 'secretariat', 'auditor', 'admin'];
const UNLIMITED = { HOTLINE_RATE_PER_MINUTE: '100000000', HOTLINE_STRANGERS_PER_MINUTE: '100000000', HOTLINE_PUBLIC_PER_MINUTE: '1000000', LOG_LEVEL: 'silent' };

async function main({ cases, seed }: { cases: string; seed: string }): Promise<void> {
  const service = new StandaloneProcess(UNLIMITED);
  const tally = emptyTally();
  try {
    await service.start();
    const tokens = Object.fromEntries(WHO.map((name) => [name, service.token(name)]));
    const api = (await (await fetch(`${service.url}/openapi.json`)).json()) as ApiDescription;
    const arbitrary = casesOf(api, WHO);
    for (let from = 0; from < Number(cases); from += ROUND) {
      const round = fc.sample(arbitrary, { numRuns: Math.min(ROUND, Number(cases) - from), seed: Number(seed) + from });
      await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        for (let next = round.pop(); next; next = round.pop()) await fire(service.url, next, tokens, tally);
      }));
      if ((from / ROUND) % 10 === 9) console.log(`${tally.asked} asked, ${tally.faults.length} faults`);
    }
    const client = new Client({ connectionString: service.databaseUrl });
    await client.connect();
    const settle = Date.now() + 120_000;
    const open = async () => (await client.query<{ n: number }>('SELECT count(*)::int AS n FROM outbox WHERE quarantined_at IS NULL')).rows[0]!.n;
    while ((await open()) > 0 && Date.now() < settle) await new Promise((done) => setTimeout(done, 100));
    const { rows: [row] } = await client.query<{ ids: string[]; facts: number }>(
      `SELECT (SELECT coalesce(array_agg(id::text), '{}') FROM report) AS ids, (SELECT count(*)::int FROM fact WHERE type = 'report.received') AS facts`,
    );
    const left = await client.query<{ work: string }>(`SELECT format('%s %s: %s attempts, quarantined %s, %s', topic, subject_id, attempts, quarantined_at, last_error) AS work FROM outbox`);
    await client.end();
    const unsaid = row!.ids.filter((id) => !tally.filed.has(id));
    const gone = [...tally.filed].filter((id) => !row!.ids.includes(id));
    if (unsaid.length > 0) tally.faults.push(`${unsaid.length} reports are filed and nobody was told`);
    if (gone.length > 0 || row!.facts !== row!.ids.length) tally.faults.push(`${gone.length} reports were acknowledged and are not there; ${row!.facts} facts for ${row!.ids.length} reports`);
    for (const { work } of left.rows) tally.faults.push(`work was left over: ${work}`);
    const statuses = [...tally.byStatus].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`).join(', ');
    console.log(`${tally.asked} cases of seed ${seed}; ${statuses}; ${tally.filed.size} reports filed, ${tally.faults.length} faults`);
    for (const fault of tally.faults.slice(0, 40)) console.log(`- ${fault}`);
    process.exitCode = Number(tally.faults.length > 0);
  } finally {
    await service.stop();
    service.remove();
  }
}

void new Command('fuzz')
  .description('asks a service of its own nonsense as every role: no error of the server, no word about our inside, nothing filed that was refused')
  .option('--cases <n>', 'how many', '10000')
  .option('--seed <n>', 'what is asked follows from it', '1')
  .action(main)
  .parseAsync();
