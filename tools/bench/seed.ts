// seed.ts - an archive of any size, made by set-based SQL out of a few thousand reports that went the whole way.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** What of a copy must differ from its original: ids, and the keys under which a new report would meet it. */
interface Copied {
  table: string;
  ids: readonly string[];
  changed?: Readonly<Record<string, (copy: string) => string>>;
  /** What lists are made of; the other tables tell what is behind a line. */
  isListed?: true;
  /** What speaks of the number that the database gave a copy is copied after it. */
  next?: Copied;
}

const idOf = (copy: string, column: string) => `(left(md5(${copy}), 3) || right(md5(${copy} || ${column}::text), 29))::uuid`;

/** The largest first, so that two connections end at about the same time. */
const TABLES: readonly Copied[] = [
  { table: 'fact', ids: ['report_id', 'incident_id'] },
  { table: 'assessment', ids: ['id', 'incident_id'] },
  { table: 'incident_block', ids: ['incident_id'], changed: { block_key: (copy) => `${copy} || block_key` } },
  {
    table: 'docket',
    isListed: true,
    ids: ['incident_id', 'assessment_id', 'absorbed_into'],
    next: { table: 'triage', ids: ['incident_id'], changed: { docket_seq: (copy) => `(SELECT seq FROM docket WHERE docket.incident_id = ${idOf(copy, 'seed_triage.incident_id')})` } },
  },
  { table: 'report', ids: ['id'], changed: { client_report_id: (copy) => `${copy} || client_report_id` } },
  { table: 'incident_report', ids: ['report_id', 'incident_id'] },
  { table: 'report_placement', ids: ['report_id'] },
  { table: 'incident', isListed: true, ids: ['id', 'absorbed_into'] },
  { table: 'report_original', ids: ['report_id'] },
  { table: 'opinion_round', isListed: true, ids: ['id', 'incident_id'] },
];

const COPIES_A_STATEMENT = 10;
const CONNECTIONS = 2;

/**
 * Adds `copies` copies of everything stored so far: new ids, the same shapes and sizes, filed under keys that no new report
 * meets. Ids of copies are derived from the originals', so that every reference between the tables holds; those of one copy begin
 * alike, as those of one stretch of reports do. Past `whole` copies only the lines of lists are added, with nothing behind them.
 */
export async function multiply(databaseUrl: string, copies: number, whole = copies): Promise<void> {
  const salt = randomBytes(3).toString('hex'); // a second round copies copies too: their ids must differ from the first
  const first = await connected(databaseUrl);
  for (const { table } of TABLES.flatMap((each) => [each, ...(each.next ? [each.next] : [])])) await first.query(`CREATE UNLOGGED TABLE seed_${table} AS TABLE ${table}`);
  const waiting = [...TABLES];
  const copyOn = async (client: Client) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await copyTable(client, next, next.isListed ? copies : whole, salt);
    await client.end();
  };
  const others = Array.from({ length: CONNECTIONS - 1 }, async () => copyOn(await connected(databaseUrl)));
  await Promise.all([copyOn(first), ...others]);
}

async function copyTable(client: Client, { table, ids, changed = {}, next }: Copied, copies: number, salt: string): Promise<void> {
  const columns = await columnsOf(client, table);
  const copy = `'${salt} ' || k`;
  const values = columns.map((column) => (ids.includes(column) ? idOf(copy, column) : (changed[column]?.(copy) ?? column)));
  for (let from = 1; from <= copies; from += COPIES_A_STATEMENT) {
    const to = Math.min(copies, from + COPIES_A_STATEMENT - 1);
    await client.query(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM generate_series(${from}, ${to}) AS k, seed_${table}`);
  }
  await client.query(`DROP TABLE seed_${table}`);
  await client.query(`VACUUM ANALYZE ${table}`); // now, not while something is measured
  if (next) await copyTable(client, next, copies, salt);
}

/** What is copied was checked when it was filed: it wakes no trigger, least of all the log's sequencer. */
async function connected(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`SET session_replication_role = replica; SET synchronous_commit = off; SET wal_compression = off`);
  return client;
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
