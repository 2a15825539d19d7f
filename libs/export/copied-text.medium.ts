import * as fc from 'fast-check';
import { escapeLiteral, type PoolClient } from 'pg';
import type { QueryRunner } from 'typeorm';
import { testDatabase, type TestDatabase } from '../../test/support';
import { anIncidentRow } from '../../test/support/incident-row-builder';
import { anyIncidentRow } from '../../test/support/any-incident-row';
import { copied } from './copied-rows.reader';
import { csvLine } from './csv-cell';
import { FORMATS } from './export-format';
import { COLUMNS, KINDS, rowsIn, valuesOf, type IncidentRow } from './incident-row';

const TYPES = { text: 'text', number: 'float8', boolean: 'boolean', instant: 'timestamptz(3)', list: 'text[]' } as const;

let db: TestDatabase;
let runner: QueryRunner;
let client: PoolClient;
beforeAll(async () => {
  db = await testDatabase();
  runner = db.database.source.createQueryRunner();
  client = (await runner.connect()) as PoolClient;
  await client.query(`SET TimeZone = 'UTC'`);
});
afterAll(async () => {
  await runner.release();
  await db.close();
});

const literal = (value: unknown): string => {
  if (value === null) return 'NULL';
  return Array.isArray(value) ? `ARRAY[${value.map(literal).join(', ')}]` : escapeLiteral(Object.is(value, -0) ? '-0' : String(value));
};
const selected = (row: IncidentRow) => `SELECT ${COLUMNS.map((column) => `${literal(row[column])}::${TYPES[KINDS[column]]}`).join(', ')}`;

it('rows as PostgreSQL itself copies them are read and written as they are', async () => {
  await fc.assert(
    fc.asyncProperty(anyIncidentRow, async (row) => {
      const [block] = await copied(client, selected(row));
      const lines = (format: 'csv' | 'ndjson') => Buffer.from(FORMATS[format].file({}).rows(block!) as Uint8Array).toString();
      expect(rowsIn(block!)).toEqual([row]);
      expect([lines('ndjson'), lines('csv')]).toEqual([`${JSON.stringify(row)}\n`, csvLine(valuesOf(row))]);
    }),
    { numRuns: 1_000 },
  );
});

it('many rows, and rows longer than a block, come whole and in their order', async () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => anIncidentRow({ killed: at, ...(at % 1_000 === 7 ? { pcode: 'x'.repeat(300_000) } : {}) }));
  const blocks = await copied(client, rows.map(selected).join(' UNION ALL '));
  expect(blocks.length).toBeGreaterThan(3);
  expect(blocks.flatMap(rowsIn)).toEqual(rows);
});

it('a statement that fails leaves a connection that works', async () => {
  await expect(copied(client, `SELECT 1 / (n - 500) FROM generate_series(1, 1000) AS n`)).rejects.toThrow('division by zero');
  expect(await copied(client, 'SELECT 1 WHERE false')).toEqual([]);
  expect((await copied(client, 'SELECT 1')).map(String)).toEqual(['1\n']);
});
