// seed.ts - an archive of any size, made by set-based SQL out of a few thousand reports that went the whole way.
import type { Client } from 'pg';

/** Tables in the order in which rows may be added, and what of a copy must differ from its original. */
const TABLES: readonly { table: string; ids: readonly string[]; changed?: Readonly<Record<string, string>> }[] = [
  { table: 'report', ids: ['id'], changed: { client_report_id: `k || '~' || client_report_id` } },
  { table: 'report_original', ids: ['report_id'] },
  { table: 'fact', ids: ['report_id', 'incident_id'] },
  { table: 'report_placement', ids: ['report_id'] },
  { table: 'incident', ids: ['id', 'absorbed_into'] },
  { table: 'incident_report', ids: ['report_id', 'incident_id'] },
  { table: 'incident_block', ids: ['incident_id'], changed: { block_key: `k || '~' || block_key` } },
  { table: 'assessment', ids: ['id', 'incident_id'] },
  { table: 'docket', ids: ['incident_id', 'assessment_id', 'absorbed_into'] },
];

const COPIES_A_STATEMENT = 10;

/**
 * Adds `copies` copies of everything stored so far: new ids, the same shapes and sizes, filed under keys that no new report
 * meets. Ids of copies are derived from the originals', so that every reference between the tables holds.
 */
export async function multiply(client: Client, copies: number): Promise<void> {
  const originals = new Map<string, string>();
  for (const { table } of TABLES) {
    await client.query(`CREATE TEMP TABLE seed_${table} AS SELECT * FROM ${table}`);
    originals.set(table, await columnsOf(client, table));
  }
  for (let first = 1; first <= copies; first += COPIES_A_STATEMENT) {
    const last = Math.min(copies, first + COPIES_A_STATEMENT - 1);
    for (const { table, ids, changed = {} } of TABLES) {
      const columns = originals.get(table)!.split(',');
      const values = columns.map((column) => (ids.includes(column) ? `md5(k || ${column}::text)::uuid` : (changed[column] ?? column)));
      await client.query(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM seed_${table}, generate_series(${first}, ${last}) AS k`);
    }
  }
  for (const { table } of TABLES) await client.query(`DROP TABLE seed_${table}; ANALYZE ${table}`);
}

/** The columns that are written by hand: neither generated nor numbered by the database. */
async function columnsOf(client: Client, table: string): Promise<string> {
  const { rows } = await client.query<{ names: string }>(
    `SELECT string_agg(column_name, ',' ORDER BY ordinal_position) AS names FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = $1 AND is_identity = 'NO' AND is_generated = 'NEVER'`,
    [table],
  );
  return rows[0]!.names;
}
