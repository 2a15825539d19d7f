import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { canonicalJson } from '@hotline/platform';
import { fieldSalt, fieldsOf, leafText, type Fields } from '@hotline/ledger';
import { ApiProcess } from './api.process';
import { quantile, type Figure } from './figure';
import type { BenchOptions } from './section';

const PROOFS = 500;
/** Proofs asked for at once. */
const ASKED = 8;
const CHECKPOINTS = 50;

/** Sequencing a million facts of 500 accounts, proofs out of them, the exported log and the verifier over it, beside the bare hashing of the same bytes. */
export async function logSection({ rows }: BenchOptions): Promise<Figure[]> {
  const api = await ApiProcess.start();
  const figures: Figure[] = [];
  const figure = (name: string, value: number, unit: string, more: Partial<Figure> = {}) => {
    figures.push({ section: 'log', name, value, unit, ...more });
    console.log(`${name}: ${value.toFixed(2)} ${unit} ${more.against ?? ''}`);
  };
  const status = async () => (await (await api.get('/v1/log/status')).json()) as { size: number; publicKey: string; factsWait: boolean };
  try {
    await (await api.get('/v1/bulletins/2016-03-01')).text();
    const before = (await status()).size;
    await api.fill(
      `INSERT INTO fact (type, report_id, actor, recorded_at, content)
       SELECT CASE n % 3 WHEN 0 THEN 'report.received' WHEN 1 THEN 'report.placed' ELSE 'report.linked' END, gen_random_uuid(), md5((n % 500)::text)::uuid, now(),
              jsonb_build_object('contentSha256', md5(n::text), 'kind', 'VIOLATION', 'bits', n / 7.0, 'why', 'same hour, 40 m apart', 'zones', ARRAY['SY04', 'SY0404'])
         FROM generate_series(1, ${rows}) AS n`,
      'ANALYZE fact',
    );
    const [started, cpu] = [performance.now(), api.cpuSeconds() ?? 0];
    // A bulletin first gives every waiting fact its index, as an export does.
    await (await api.get('/v1/bulletins/2016-03-01')).text();
    const appending = (performance.now() - started) / 1000;
    const appendingCpu = (api.cpuSeconds() ?? 0) - cpu;
    const { size, publicKey, factsWait } = await status();
    if (factsWait) throw new Error('A bulletin was made before all facts had their index.');
    const inclusion = await proofs(api, (at) => `/v1/log/proof/inclusion?index=${(at * 7919) % size}&size=${size}`);
    const consistency = await proofs(api, (at) => `/v1/log/proof/consistency?from=${1 + ((at * 7919) % size)}&to=${size}`);
    const signing = await checkpoints(api);
    if ((await status()).size < size + CHECKPOINTS - 1) throw new Error('Not every request found a fact to sign for.');
    const file = join(api.folder, 'log.ndjson');
    const out = openSync(file, 'w');
    await api.restart();
    const exported = await api.drained(`/v1/exports/log.ndjson?asOf=${size}`, (chunk) => writeSync(out, chunk));
    closeSync(out);
    const asked = performance.now();
    const verifier = spawnSync(process.execPath, [resolve(__dirname, '../verify/verify.mjs'), file, '--key', publicKey], { encoding: 'utf8' });
    const verifying = (performance.now() - asked) / 1000;
    if (verifier.status !== 0) throw new Error(`The verifier does not agree:\n${verifier.stdout}${verifier.stderr}`);
    const bare = await bareHashing(file);
    const against = `${bare.seconds.toFixed(1)} s: SHA-256 alone of the same ${(bare.count / 1e6).toFixed(1)} M inputs, ${(bare.bytes / 1e6).toFixed(0)} MB`;
    figure(`append and checkpoint ${size - before} facts`, (size - before) / appending, '/s', { against: `${appending.toFixed(1)} s, ${appendingCpu.toFixed(1)} s of the api's processor` });
    figure('append / bare SHA-256', bare.seconds / appending, 'ratio', { goal: { atLeast: 0.5 }, against, isSteady: true });
    figure(`checkpoint over ${size} entries: one more, signed and kept, with the request that needs it, p50`, quantile(signing, 0.5), 'ms', { against: `p99 ${quantile(signing, 0.99).toFixed(1)} ms` });
    for (const [name, { times, rate }] of [['inclusion', inclusion], ['consistency', consistency]] as const) {
      figure(`${name} proofs over HTTP, ${ASKED} at once`, rate, '/s', { against: `of ${size} entries` });
      figure(`${name} proof over HTTP, p50`, quantile(times, 0.5), 'ms', { against: `alone; p99 ${quantile(times, 0.99).toFixed(1)} ms` });
    }
    figure(`log.ndjson of ${size} entries`, exported.seconds, 's', { goal: { atMost: 60 }, against: `${exported.mb.toFixed(0)} MB` });
    figure('log.ndjson: growth of resident memory', exported.growthMb, 'MB', { goal: { atMost: 200 }, isSteady: true });
    figure(`verify.mjs over ${size} entries`, verifying, 's', { goal: { atMost: 60 } });
    figure('verify.mjs / bare SHA-256', bare.seconds / verifying, 'ratio', { goal: { atLeast: 0.5 }, against, isSteady: true });
    return figures;
  } finally {
    await api.stop();
  }
}

/** Milliseconds of proofs asked for one after another, and how many a second are answered when several are asked for at once. */
async function proofs(api: ApiProcess, path: (at: number) => string): Promise<{ times: number[]; rate: number }> {
  const ask = async (at: number) => {
    const answer = await api.get(path(at));
    if (!answer.ok) throw new Error(`${path(at)}: ${answer.status}`);
    await answer.text();
  };
  const times: number[] = [];
  for (let at = 0; at < PROOFS; at++) {
    const asked = performance.now();
    await ask(at);
    times.push(performance.now() - asked);
  }
  const started = performance.now();
  await Promise.all(Array.from({ length: ASKED }, async (_, lane) => {
    for (let at = lane; at < 2 * PROOFS; at += ASKED) await ask(PROOFS + at);
  }));
  return { times, rate: (2 * PROOFS * 1000) / (performance.now() - started) };
}

/** Milliseconds of an export of nothing: it is itself a fact, so each first gives the one before it its index and signs the head. */
async function checkpoints(api: ApiProcess): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < CHECKPOINTS; at++) {
    const asked = performance.now();
    await (await api.get('/v1/exports/incidents.ndjson?party=NOBODY')).text();
    times.push(performance.now() - asked);
  }
  return times;
}

/** Seconds for nothing but the hashes that the entries of a log are made of: two a field, the commitment, the leaf, and one node each. */
async function bareHashing(file: string): Promise<{ seconds: number; count: number; bytes: number }> {
  const total = { seconds: 0, count: 0, bytes: 0 };
  let inputs: string[] = [];
  const timed = () => {
    const started = performance.now();
    for (const input of inputs) hash('sha256', input, 'hex');
    total.seconds += (performance.now() - started) / 1000;
    total.count += inputs.length;
    total.bytes += inputs.reduce((sum, { length }) => sum + length, 0);
    inputs = [];
  };
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    const row = JSON.parse(line) as { index?: number; type: string; reportId: string; incidentId: string; recordedAt: string; commitment: string; actor: string | null; content: Fields; salt: string };
    if (row.index === undefined) continue;
    const fields = Object.entries(fieldsOf(row.actor, row.content));
    for (const [name, value] of fields) inputs.push(`${name}\n${row.salt}`, `${fieldSalt(name, row.salt)}\n${canonicalJson(value)}`);
    inputs.push(canonicalJson(Object.fromEntries(fields.map(([name]) => [name, row.commitment]))), leafText({ ...row, index: row.index }), row.commitment + row.commitment.slice(1));
    if (inputs.length > 20_000) timed();
  }
  timed();
  return total;
}
