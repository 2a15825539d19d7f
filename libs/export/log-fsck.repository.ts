import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { ENTRY_COLUMNS, ENTRY_FACT, type LogEntryRow } from './log-entry-row';

export interface FsckHead {
  size: number;
  root: Buffer;
  note: string;
}

export interface FsckCosignature {
  size: number;
  witness: string;
  line: string;
  note: string;
}

/** Rows read at once: memory stays at a few of these however large the log. */
export const BATCH = 2_000;

/** What must find nothing; otherwise it names the first it finds. */
export const FORBIDDEN: readonly { what: string; sql: string }[] = [
  {
    what: 'every fact is in the log or waits for its index',
    sql: `SELECT 'fact ' || f.id AS bad FROM fact f
      WHERE NOT EXISTS (SELECT FROM log_entry e WHERE e.fact_id = f.id) AND NOT EXISTS (SELECT FROM log_pending p WHERE p.fact_id = f.id)`,
  },
  {
    what: 'no fact waits for more than a minute',
    sql: `SELECT 'fact ' || f.id || ' of ' || f.recorded_at AS bad FROM log_pending p JOIN fact f ON f.id = p.fact_id WHERE f.recorded_at < now() - interval '1 minute'`,
  },
  {
    what: 'every report that was accepted is recorded',
    sql: `SELECT 'report ' || r.id AS bad FROM report r
      WHERE NOT EXISTS (SELECT FROM fact f WHERE f.report_id = r.id AND f.type = 'report.received' AND f.content->>'contentSha256' = encode(r.content_sha256, 'hex'))`,
  },
  {
    what: 'the docket shows what was listed last',
    sql: `SELECT 'incident ' || d.incident_id AS bad FROM docket d
      WHERE NOT EXISTS (SELECT FROM fact f WHERE f.incident_id = d.incident_id AND f.type = 'incident.listed' AND f.content->>'revision' = d.revision::text
              AND f.content->>'factStatus' = d.fact_status AND f.content->>'scope' = d.scope AND f.content->>'determination' = d.determination
              AND f.content->>'state' = d.state AND (f.content->>'killed')::int IS NOT DISTINCT FROM d.killed)`,
  },
];

@Injectable()
export class LogFsckRepository {
  /** The newest checkpoint's size; -1 where the log was never signed. */
  async newest(client: PoolClient): Promise<number> {
    const [row] = await rowsOf<{ size: number }>(client, 'SELECT coalesce(max(size), -1)::float8 AS size FROM log_checkpoint');
    return row!.size;
  }

  /** With the account where a line of the log shows its pseudonym. */
  entries(client: PoolClient, from: number): Promise<LogEntryRow[]> {
    return rowsOf(client, `SELECT ${ENTRY_COLUMNS} FROM log_entry e ${ENTRY_FACT} WHERE e.index >= $1 ORDER BY e.index LIMIT ${BATCH}`, [from]);
  }

  heads(client: PoolClient, from: number, to: number): Promise<FsckHead[]> {
    return rowsOf(client, 'SELECT c.size::float8 AS size, c.root, c.note FROM log_checkpoint c WHERE c.size BETWEEN $1 AND $2 ORDER BY c.size', [from, to]);
  }

  /** After the size of the one before, and by witness within a size. */
  cosignatures(client: PoolClient, after: { size: number; witness: string }): Promise<FsckCosignature[]> {
    return rowsOf(
      client,
      `SELECT s.size::float8 AS size, s.witness, s.line, c.note FROM log_cosignature s JOIN log_checkpoint c ON c.size = s.size
        WHERE (s.size, s.witness) > ($1, $2) ORDER BY s.size, s.witness LIMIT ${BATCH}`,
      [after.size, after.witness],
    );
  }

  async tiles(client: PoolClient, keys: readonly string[]): Promise<Map<string, Buffer>> {
    const rows = await rowsOf<{ key: string; hashes: Buffer }>(
      client,
      `SELECT level || '/' || index AS key, hashes FROM log_tile
        WHERE (level, index) IN (SELECT split_part(k, '/', 1)::smallint, split_part(k, '/', 2)::bigint FROM unnest($1::text[]) AS k)`,
      [keys],
    );
    return new Map(rows.map(({ key, hashes }) => [key, hashes]));
  }

  async firstOf(client: PoolClient, sql: string): Promise<string | null> {
    const [found] = await rowsOf<{ bad: string }>(client, `${sql} LIMIT 1`);
    return found?.bad ?? null;
  }
}

async function rowsOf<Row extends object>(client: PoolClient, sql: string, parameters: unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(sql, parameters)).rows;
}
