// single-row-inserts.ts - what the database alone does: 64 clients, one row a commit.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

const CLIENTS = 64;

/** Rows per second and the tool that made them: pgbench where it is installed, the same loop over `pg` elsewhere. */
export async function singleRowInserts(databaseUrl: string, bytes: string, seconds: number): Promise<{ perSecond: number; by: string }> {
  const admin = new Client({ connectionString: databaseUrl });
  await admin.connect();
  await admin.query('CREATE TABLE IF NOT EXISTS bench_single (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bytes bytea NOT NULL)');
  await admin.end();
  const rate = withPgbench(databaseUrl, bytes, seconds);
  return rate ? { perSecond: rate, by: 'pgbench -c 64' } : { perSecond: await withPg(databaseUrl, bytes, seconds), by: '64 pg clients (no pgbench here)' };
}

function withPgbench(databaseUrl: string, bytes: string, seconds: number): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-pgbench-'));
  try {
    const script = join(folder, 'insert.sql');
    writeFileSync(script, `INSERT INTO bench_single (bytes) VALUES ('\\x${Buffer.from(bytes).toString('hex')}');\n`);
    const { stdout, status } = spawnSync('pgbench', ['-n', '-c', String(CLIENTS), '-j', '2', '-T', String(seconds), '-f', script, databaseUrl], { encoding: 'utf8' });
    return status === 0 ? Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? 0) || null : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withPg(databaseUrl: string, bytes: string, seconds: number): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      return client;
    }),
  );
  let rows = 0;
  const started = performance.now();
  const value = Buffer.from(bytes);
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() - started < seconds * 1000) {
        await client.query('INSERT INTO bench_single (bytes) VALUES ($1)', [value]);
        rows++;
      }
    }),
  );
  const perSecond = rows / ((performance.now() - started) / 1000);
  await Promise.all(clients.map((client) => client.end()));
  return perSecond;
}
