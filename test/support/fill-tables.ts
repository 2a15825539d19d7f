// fill-tables.ts - one row in every table that has none, made up from the catalogue, so that migrations meet data.
import type { QueryRunner } from 'typeorm';

const UUID = '00000000-0000-4000-8000-000000000001';

interface ColumnToFill {
  name: string;
  type: string;
  /** Of a check that lists the words a column may hold. */
  words: string | null;
}

/** Rows whose checks say more than a list of words: what their columns must hold. */
const EXAMPLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  api_key: { kid: `'0123456789ab'`, scopes: `'{x}'` },
  information_reply: { kind: `'SILENCE'` },
  information_request: { to_party: `'x'` },
  opinion_round: { due_at: `'2016-03-02T00:00:00Z'` },
  report_placement: { how: `'UNRESOLVED'` },
};

/** Every id is the same and so is every word: references hold among tables of one row. Returns the tables that took none, and why. */
export async function fillTables(runner: QueryRunner): Promise<string[]> {
  const refused: string[] = [];
  await runner.query(`SET session_replication_role = replica`); // no trigger asks whether the story makes sense
  const tables = (await runner.query(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'migrations' ORDER BY 1`)) as { name: string }[];
  for (const { name } of tables) {
    const [{ filled }] = (await runner.query(`SELECT EXISTS (SELECT FROM ${name}) AS filled`)) as [{ filled: boolean }];
    if (filled) continue;
    const made = (await columnsOf(runner, name)).map((column) => [column.name, valueFor(column)] as const);
    const row = { ...Object.fromEntries(made), ...EXAMPLES[name] };
    await runner.query('SAVEPOINT a_row');
    await runner.query(`INSERT INTO ${name} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).join(', ')})`).then(
      () => runner.query('RELEASE SAVEPOINT a_row'),
      async (error: Error) => {
        refused.push(`${name}: ${error.message}`);
        await runner.query('ROLLBACK TO SAVEPOINT a_row');
      },
    );
  }
  await runner.query(`RESET session_replication_role`);
  return refused;
}

/** What must be named in an INSERT, and what may not be empty. */
function columnsOf(runner: QueryRunner, table: string): Promise<ColumnToFill[]> {
  return runner.query(
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type,
            (SELECT substring(pg_get_constraintdef(k.oid) FROM '''([^'']+)''::text') FROM pg_constraint k
              WHERE k.conrelid = a.attrelid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum] AND pg_get_constraintdef(k.oid) ~ '= ANY|= ''' LIMIT 1) AS words
       FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull AND a.attidentity = '' AND a.attgenerated = '' AND NOT a.atthasdef
      ORDER BY a.attnum`,
    [table],
  );
}

function valueFor({ type, words }: ColumnToFill): string {
  if (words) return `'${words}'`;
  if (type.endsWith('[]')) return `'{}'::${type}`;
  switch (type) {
    case 'uuid':
      return `'${UUID}'`;
    case 'timestamp with time zone':
      return `'2016-03-01T00:00:00Z'`;
    case 'date':
      return `'2016-03-01'`;
    case 'boolean':
      return 'false';
    case 'jsonb':
    case 'json':
      return `'{}'`;
    case 'bytea':
      return `decode(repeat('ab', 32), 'hex')`;
    case 'text':
      return `'x'`;
    case 'tstzrange':
      return `'[2016-03-01,2016-03-02)'`;
    default:
      return '1';
  }
}
