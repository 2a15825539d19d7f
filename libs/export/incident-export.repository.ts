import { Injectable } from '@nestjs/common';
import { conditionOf, type IncidentFilter } from '@hotline/review';
import type { PoolClient } from 'pg';
import { COLUMNS, type IncidentRow } from './incident-row';
import { ENTRY_COLUMNS, ENTRY_FACT } from './log-export.repository';
import type { LogEntryRow } from './log-line';

/** Rows fetched at once: memory stays at two of these whatever the size of the export. */
const BATCH = 500;

/** Where the columns lie whose names are not simply the same. */
const SOURCES: Readonly<Partial<Record<keyof IncidentRow, string>>> = { id: 'incident_id', from: 'occurred_from', to: 'occurred_to' };
const SELECTED = COLUMNS.map((column) => SOURCES[column] ?? column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)).join(', ');

@Injectable()
export class IncidentExportRepository {
  /**
   * Every incident of the filter as the log knew it when it had `size` entries, in the order in which they were opened. The
   * same size and filter give the same rows for good: a version is never changed, only followed by another. A row is one
   * text, as PostgreSQL prints it: `rowFrom` reads it.
   */
  async *batches(client: PoolClient, filter: IncidentFilter, size: number): AsyncGenerator<string[]> {
    const { source, parameters } = standing(filter, size);
    for await (const rows of fetched<{ row: string }>(client, `SELECT ROW(${SELECTED})::text AS row FROM ${source} ORDER BY seq`, parameters)) yield rows.map(({ row }) => row);
  }

  /** The entries of the log behind the same rows, in the same order. */
  async *entries(client: PoolClient, filter: IncidentFilter, size: number): AsyncGenerator<LogEntryRow[]> {
    const { source, parameters } = standing(filter, size);
    yield* fetched<LogEntryRow>(
      client,
      `SELECT ${ENTRY_COLUMNS} FROM (SELECT log_index, seq FROM ${source}) v JOIN log_entry e ON e.index = v.log_index ${ENTRY_FACT} ORDER BY v.seq`,
      parameters,
    );
  }

  /** How many rows `batches` will give. */
  async count(client: PoolClient, filter: IncidentFilter, size: number): Promise<number> {
    const { source, parameters } = standing(filter, size);
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::float8 AS count FROM ${source}`, parameters);
    return rows[0]!.count;
  }
}

/** Rows as they are read, one batch ahead of who reads. */
async function* fetched<Row extends object>(client: PoolClient, select: string, parameters: unknown[]): AsyncGenerator<Row[]> {
  await client.query(`DECLARE incident_export NO SCROLL CURSOR FOR ${select}`, parameters);
  const fetch = () => client.query<Row>(`FETCH ${BATCH} FROM incident_export`);
  let next = fetch();
  try {
    for (;;) {
      const { rows } = await next;
      if (rows.length === BATCH) {
        next = fetch(); // PostgreSQL makes the next rows while these are written
        next.catch(() => undefined); // told when it is awaited
      }
      if (rows.length > 0) yield rows;
      if (rows.length < BATCH) return;
    }
  } finally {
    await next.catch(() => undefined);
    await client.query('CLOSE incident_export').catch(() => undefined); // nothing is left to close when the transaction failed
  }
}

/** Filters ask of what is shown: a box or an area would tell what the rows leave out. */
function standing(filter: IncidentFilter, size: number): { source: string; parameters: unknown[] } {
  const { sql, parameters } = conditionOf(filter);
  const at = `$${parameters.push(size)}::bigint`;
  return { source: `incident_shown WHERE ${sql} AND log_index < ${at} AND (superseded_at IS NULL OR superseded_at >= ${at})`, parameters };
}
