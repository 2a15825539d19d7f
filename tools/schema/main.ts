// main.ts - writes migrations/schema.sql, built by the migrations on a server of its own: npm run schema
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { startPostgres } from '../../apps/standalone/embedded/embedded-postgres';
import { migrations } from '../../migrations';
import { schemaOf } from './schema';

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-schema-'));
  const server = await startPostgres({ dataDir: folder, settings: { fsync: 'off' } });
  try {
    const source = await new DataSource({ type: 'postgres', url: server.url, migrations, migrationsTransactionMode: 'each' }).initialize();
    await source.runMigrations().finally(() => source.destroy());
    const client = new Client({ connectionString: server.url });
    await client.connect();
    writeFileSync(resolve(__dirname, '../../../migrations/schema.sql'), await schemaOf(client).finally(() => client.end()));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
