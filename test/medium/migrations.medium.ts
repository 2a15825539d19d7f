import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DataSource, type QueryRunner } from 'typeorm';
import { migrations } from '../../migrations';
import { contractions, type Column } from '../../tools/schema/contractions';
import { schemaOf } from '../../tools/schema/schema';
import { testDatabase } from '../support';
import { fillTables } from '../support/fill-tables';

/** From here on a migration only expands, or says why not in `contracts`, and its way down leads exactly to where it came from (decision 0092). */
const SINCE = 1_775_000_000_000;

const inOrder = [...migrations].sort((a, b) => timeOf(a) - timeOf(b));

function timeOf({ name }: { name: string }): number {
  return Number(name.slice(-13));
}

/** Ways back that refuse to lose what nothing brings back, until an operator has let it go in so many words. */
const LET_GO = new Map([['CreateReportSeal1782000011000', { refusal: 'report_seal holds keys', statement: 'DELETE FROM report_seal' }]]);

describe('migrations, with a row in every table', () => {
  let source: DataSource;
  let runner: QueryRunner;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const db = await testDatabase();
    await db.database.query('DROP SCHEMA public CASCADE');
    await db.database.query('CREATE SCHEMA public');
    source = await new DataSource({ type: 'postgres', url: db.url }).initialize();
    runner = source.createQueryRunner();
    close = async () => {
      await runner.release();
      await source.destroy();
      await db.close();
    };
  });
  afterAll(() => close());

  const schema = () => schemaOf({ query: async ({ text }: { text: string }) => ({ rows: ((await runner.query(text)) as object[]).map((row) => Object.values(row)) }) } as unknown as Parameters<typeof schemaOf>[0]);
  // Of a type every column is asked for: earlier versions send whole rows of what they know.
  const columns = (): Promise<Column[]> =>
    runner.query(
      `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, (a.attnotnull OR c.relkind = 'c') AS "isRequired",
              (a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> '') AS "hasDefault"
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'c') AND a.attnum > 0 AND NOT a.attisdropped`,
    );
  const run = async (Migration: (typeof migrations)[number], way: 'up' | 'down') => {
    const letGo = way === 'down' ? LET_GO.get(Migration.name) : undefined;
    if (letGo) {
      await runner.startTransaction();
      await expect(new Migration().down(runner)).rejects.toThrow(letGo.refusal);
      await runner.rollbackTransaction();
    }
    await runner.startTransaction();
    if (letGo) await runner.query(letGo.statement);
    await new Migration()[way](runner);
    await runner.commitTransaction();
  };
  const fill = async () => {
    await runner.startTransaction();
    const refused = await fillTables(runner);
    await runner.commitTransaction();
    return refused;
  };

  it('go up; later ones, over rows, take nothing from the version before and lead back to it', async () => {
    for (const Migration of inOrder) {
      if (timeOf(Migration) >= SINCE) await leadsThereAndBack(Migration);
      else await run(Migration, 'up');
    }
    expect(await fill()).toEqual([]); // a table named here wants an example in fill-tables.ts
    expect(await schema()).toBe(readFileSync(resolve(__dirname, '../../migrations/schema.sql'), 'utf8'));
  });

  const leadsThereAndBack = async (Migration: (typeof migrations)[number]) => {
    await fill();
    const [columnsBefore, before] = [await columns(), await schema()];
    await run(Migration, 'up');
    const [columnsAfter, after] = [await columns(), await schema()];
    if (!('contracts' in Migration)) expect([Migration.name, contractions(columnsBefore, columnsAfter)]).toEqual([Migration.name, []]);
    await fill();
    await run(Migration, 'down');
    expect(await schema()).toBe(before);
    await run(Migration, 'up');
    expect(await schema()).toBe(after);
  };

  it('go down to nothing, and up again to the same', async () => {
    for (const Migration of [...inOrder].reverse()) await run(Migration, 'down');
    const left = await runner.query(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S') UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`);
    expect(left).toEqual([]);
    for (const Migration of inOrder) await run(Migration, 'up');
    expect(await schema()).toBe(readFileSync(resolve(__dirname, '../../migrations/schema.sql'), 'utf8'));
  });
});
