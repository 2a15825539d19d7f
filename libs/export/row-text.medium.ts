import * as fc from 'fast-check';
import type { PoolClient } from 'pg';
import { testDatabase, type TestDatabase } from '../../test/support';
import { anyIncidentRow } from '../../test/support/any-incident-row';
import { csvLine } from './csv-cell';
import { FORMATS } from './export-format';
import { COLUMNS, KINDS, rowFrom, valuesOf } from './incident-row';

const TYPES = { text: 'text', number: 'float8', boolean: 'boolean', instant: 'timestamptz(3)', list: 'text[]' } as const;

let db: TestDatabase;
beforeAll(async () => (db = await testDatabase()));
afterAll(() => db.close());

it('rows as PostgreSQL itself prints them are read and written as they are', async () => {
  const runner = db.database.source.createQueryRunner();
  const client = (await runner.connect()) as PoolClient;
  await client.query(`SET TimeZone = 'UTC'`);
  const printed = `SELECT ROW(${COLUMNS.map((column, at) => `$${at + 1}::${TYPES[KINDS[column]]}`).join(', ')})::text AS row`;
  try {
    await fc.assert(
      fc.asyncProperty(anyIncidentRow, async (row) => {
        const { rows } = await client.query<{ row: string }>({ name: 'printed', text: printed, values: valuesOf(row).map((value) => (Object.is(value, -0) ? '-0' : value)) });
        const lines = (format: 'csv' | 'ndjson') => Buffer.from(FORMATS[format].file({}).rows([rows[0]!.row]) as Uint8Array).toString();
        expect(rowFrom(rows[0]!.row)).toEqual(row);
        expect([lines('ndjson'), lines('csv')]).toEqual([`${JSON.stringify(row)}\n`, csvLine(valuesOf(row))]);
      }),
      { numRuns: 1_000 },
    );
  } finally {
    await runner.release();
  }
});
