import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { Database, databaseOptions } from '@hotline/platform';
import { runtimeUrlOf } from '../../apps/standalone/runtime-role';
import { stopsOnce } from './left-running';

export interface TestDatabase {
  url: string;
  /** The same database as api and worker use it: a role that owns nothing. */
  runtimeUrl: string;
  database: Database;
  close(): Promise<void>;
}

/** A database of its own for one spec file, cloned from the migrated template. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env.HOTLINE_TEST_DATABASE;
  if (!server) throw new Error('No test server: run this through jest, whose global setup starts one.');
  const name = `t_${randomBytes(6).toString('hex')}`;
  await withAdmin(server, `CREATE DATABASE ${name} TEMPLATE hotline_template`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const template = new URL(server);
  template.pathname = '/hotline_template';
  const runtimeUrl = new URL(runtimeUrlOf(template.href, 'test'));
  runtimeUrl.pathname = url.pathname;
  const source = await new DataSource(databaseOptions({ databaseUrl: url.href, poolSize: 24 })).initialize();
  return {
    url: url.href,
    runtimeUrl: runtimeUrl.href,
    database: new Database(source),
    close: stopsOnce(async () => {
      await source.destroy();
      await withAdmin(server, `DROP DATABASE ${name} WITH (FORCE)`);
    }),
  };
}

/** The Redis of this jest worker: a numbered database of its own, emptied. */
export function testRedisUrl(): string {
  return `${process.env.HOTLINE_TEST_REDIS}/${process.env.JEST_WORKER_ID ?? '1'}`;
}

async function withAdmin(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
