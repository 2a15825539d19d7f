// seed.ts - an archive of any size, made by set-based SQL out of a few thousand reports that went the whole way.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** What of a copy must differ from its original: ids, and the keys under which a new report would meet it. */
interface Copied {
  table: string;
  ids: readonly string[];
  changed?: Readonly<Record<string, string>>;
  /** What lists are made of; the other tables tell what is behind a line. */
  isListed?: true;
}

/** The largest first, so that two connections end at about the same time. */
const TABLES: readonly Copied[] = [
  { table: 'fact', ids: ['report_id', 'incident_id'] },
  { table: 'docket', isListed: true, ids: ['incident_id', 'assessment_id', 'absorbed_into'], changed: { seq: 'seq + copy.later' } },
  { table: 'triage', isListed: true, ids: ['incident_id'], changed: { docket_seq: 'docket_seq + copy.later' } },
  { table: 'assessment', ids: ['id', 'incident_id'] },
  { table: 'incident_block', ids: ['incident_id'], changed: { block_key: 'copy.name || block_key' } },
  { table: 'incident', isListed: true, ids: ['id', 'absorbed_into'] },
  { table: 'report', ids: ['id'], changed: { client_report_id: 'copy.name || client_report_id' } },
  { table: 'opinion_round', isListed: true, ids: ['id', 'incident_id'] },
  { table: 'incident_report', ids: ['report_id', 'incident_id'] },
  { table: 'report_placement', ids: ['report_id'] },
  { table: 'report_original', ids: ['report_id'] },
];

const COPIES_A_STATEMENT = 10;

/** Those of one copy begin alike, as those of one stretch of reports do. */
const copied = (id: string) => `(copy.head || right(md5(copy.name || ${id}::text), 29))::uuid`;

/**
 * Adds `copies` copies of everything stored so far: new ids, the same shapes and sizes, filed under keys that no new report
 * meets. Ids of copies are derived from the originals', so that every reference between the tables holds. Past `whole` copies
 * only the lines of lists are added, with nothing behind them.
 */
export async function multiply(databaseUrl: string, copies: number, whole = copies): Promise<void> {
  const salt = randomBytes(3).toString('hex'); // a second round copies copies too: their ids must differ from the first
  const first = await connected(databaseUrl);
  await first.query(
    `CREATE UNLOGGED TABLE seed_copy AS
     SELECT k, name, left(md5(name), 3) AS head, k * (SELECT last_value FROM pg_sequences WHERE sequencename = 'docket_seq_seq') AS later
       FROM (SELECT k, '${salt} ' || k || ' ' AS name FROM generate_series(1, ${copies}) AS k) AS copy`,
  );
  for (const { table } of TABLES) await first.query(`CREATE UNLOGGED TABLE seed_${table} AS TABLE ${table}`);
  const waiting = [...TABLES];
  const copyOn = async (client: Client) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await copyTable(client, next, next.isListed ? copies : whole);
  };
  const second = await connected(databaseUrl);
  await Promise.all([first, second].map(copyOn));
  await second.end();
  await first.query(`SELECT setval('docket_seq_seq', max(seq)) FROM docket`);
  await first.query('DROP TABLE seed_copy');
  await first.end();
}

/** Indexes but those of keys are built when the rows are there: sorting them once costs less than finding each its place. */
async function copyTable(client: Client, { table, ids, changed = {} }: Copied, copies: number): Promise<void> {
  const columns = [...new Set([...(await columnsOf(client, table)), ...Object.keys(changed)])];
  const values = columns.map((column) => (ids.includes(column) ? copied(column) : (changed[column] ?? column)));
  const indexes = await indexesOf(client, table);
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  for (let from = 1; from <= copies; from += COPIES_A_STATEMENT) {
    const to = Math.min(copies, from + COPIES_A_STATEMENT - 1);
    await client.query(
      `INSERT INTO ${table} (${columns.join(', ')}) OVERRIDING SYSTEM VALUE
       SELECT ${values.join(', ')} FROM (SELECT * FROM seed_copy WHERE k BETWEEN ${from} AND ${to} ORDER BY k) AS copy, seed_${table}`,
    );
  }
  for (const { definition } of indexes) await client.query(definition);
  await client.query(`DROP TABLE seed_${table}`);
  await client.query(`VACUUM ANALYZE ${table}`); // now, not while something is measured
}

/** What is copied was checked when it was filed: it wakes no trigger, least of all the log's sequencer. */
async function connected(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`SET session_replication_role = replica; SET synchronous_commit = off; SET wal_compression = off; SET maintenance_work_mem = '512MB'`);
  return client;
}

async function indexesOf(client: Client, table: string): Promise<{ name: string; definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
      WHERE indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
    [table],
  );
  return rows;
}

/** The columns that are written by hand: neither generated nor numbered by the database. */
async function columnsOf(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = $1 AND is_identity = 'NO' AND is_generated = 'NEVER' ORDER BY ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => name);
}
