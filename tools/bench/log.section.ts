import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ApiProcess } from './api.process';

const ENTRIES = 1_000_000;
const PROOFS = 500;

/** Sequencing a million facts, proofs out of them, the exported log, and the verifier over it. */
export async function logSection(): Promise<void> {
  const api = await ApiProcess.start();
  const rows: { figure: string; value: string; goal: string }[] = [];
  const figure = (what: string, value: string, goal: string) => {
    rows.push({ figure: what, value, goal });
    console.log(`${what}: ${value} (${goal})`);
  };
  const status = async () => (await (await api.get('/v1/log/status')).json()) as { size: number; publicKey: string };
  try {
    await api.get('/v1/exports/log.ndjson');
    const before = (await status()).size;
    await api.fill(
      `INSERT INTO fact (type, report_id, actor, recorded_at, content)
       SELECT CASE n % 3 WHEN 0 THEN 'report.received' WHEN 1 THEN 'report.placed' ELSE 'report.linked' END, gen_random_uuid(), gen_random_uuid(), now(),
              jsonb_build_object('contentSha256', md5(n::text), 'kind', 'VIOLATION', 'bits', n / 7.0, 'why', 'same hour, 40 m apart', 'zones', ARRAY['SY04', 'SY0404'])
         FROM generate_series(1, ${ENTRIES}) AS n`,
    );
    const started = performance.now();
    // An export without asOf first gives every waiting fact its index.
    await (await api.get('/v1/bulletins/2016-03-01')).text();
    const seconds = (performance.now() - started) / 1000;
    const { size, publicKey } = await status();
    figure(`sequencing ${size - before} facts`, `${seconds.toFixed(1)} s, ${Math.round((size - before) / seconds)} a second`, '-');
    const times: number[] = [];
    for (let at = 0; at < PROOFS; at++) {
      const asked = performance.now();
      await (await api.get(`/v1/log/proof/inclusion?index=${(at * 7919) % size}`)).text();
      times.push(performance.now() - asked);
    }
    times.sort((a, b) => a - b);
    figure('inclusion proof over HTTP', `p50 ${times[PROOFS / 2]!.toFixed(1)} ms, p99 ${times[Math.floor(PROOFS * 0.99)]!.toFixed(1)} ms`, '-');
    const file = join(api.folder, 'log.ndjson');
    const out = openSync(file, 'w');
    const exported = await api.drained(`/v1/exports/log.ndjson?asOf=${size}`, (chunk) => writeSync(out, chunk));
    closeSync(out);
    figure(`log.ndjson of ${size} entries`, `${exported.seconds.toFixed(1)} s, ${exported.mb.toFixed(0)} MB, memory growth ${exported.growthMb} MB`, '< 60 s, < 200 MB');
    const asked = performance.now();
    const verifier = spawnSync(process.execPath, [resolve(__dirname, '../verify/verify.mjs'), file, '--key', publicKey], { encoding: 'utf8' });
    figure(`verify.mjs over ${size} entries`, `${((performance.now() - asked) / 1000).toFixed(1)} s, ${verifier.status === 0 ? 'everything holds' : verifier.stdout}`, '< 60 s');
    console.table(rows);
  } finally {
    await api.stop();
  }
}
