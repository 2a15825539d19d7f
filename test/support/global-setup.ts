// global-setup.ts - one real PostgreSQL and one real Redis for all tests, and a template database built by the migrations.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { startPostgres } from '../../apps/standalone/embedded/embedded-postgres';
import { startRedis } from '../../apps/standalone/embedded/embedded-redis';
import { admitRuntimeRole, runtimeUrlOf } from '../../apps/standalone/runtime-role';
import { migrations } from '../../migrations';

export interface TestServers {
  stop(): Promise<void>;
  users: number;
}

const shared = globalThis as { hotlineTestServers?: Promise<TestServers> };

export default async function globalSetup(): Promise<void> {
  shared.hotlineTestServers ??= start();
  (await shared.hotlineTestServers).users++;
}

async function start(): Promise<TestServers> {
  const folder = await mkdtemp(join(tmpdir(), 'hotline-test-'));
  const [postgres, redis] = await Promise.all([
    startPostgres({ dataDir: join(folder, 'postgres'), settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } }),
    startRedis({ dataDir: join(folder, 'redis') }),
  ]);
  process.env.HOTLINE_TEST_DATABASE = postgres.url;
  process.env.HOTLINE_TEST_REDIS = redis.url;
  const admin = new Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query('CREATE DATABASE hotline_template');
  await admin.end();
  const template = new URL(postgres.url);
  template.pathname = '/hotline_template';
  const source = await new DataSource({ type: 'postgres', url: template.href, migrations, migrationsTransactionMode: 'each' }).initialize();
  await source.runMigrations();
  await source.destroy();
  await admitRuntimeRole(template.href, runtimeUrlOf(template.href, 'test'));
  const stop = async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
  return { users: 0, stop };
}
