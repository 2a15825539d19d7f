import { Injectable } from '@nestjs/common';
import { conditionOf, type IncidentFilter } from '@hotline/review';
import { types, type CustomTypesConfig, type PoolClient } from 'pg';
import { COLUMNS, type IncidentRow } from './incident-row';
import { ENTRY_COLUMNS, ENTRY_FACT } from './log-export.repository';
import type { LogEntryRow } from './log-line';
import { instantOf, listOf } from './wire-value';

/** Rows fetched at once: memory stays at two of these whatever the size of the export. */
const BATCH = 500;

/** Where the columns lie whose names are not simply the same. */
const SOURCES: Readonly<Partial<Record<(typeof COLUMNS)[number], string>>> = { id: 'incident_id', from: 'occurred_from', to: 'occurred_to' };
const SELECTED = COLUMNS.map((column) => `${SOURCES[column] ?? column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS "${column}"`).join(', ');

/** The type `text[]`, which `pg` reads and does not name. */
const TEXT_LIST = 1009 as Parameters<typeof types.getTypeParser>[0];
const READERS: Readonly<Record<number, (text: string) => unknown>> = {
  [types.builtins.TIMESTAMPTZ]: instantOf,
  [TEXT_LIST]: (text) => listOf(text) ?? (types.getTypeParser(TEXT_LIST, 'text')(text) as string[]),
};
const WIRE = { getTypeParser: (oid: typeof TEXT_LIST) => READERS[oid] ?? types.getTypeParser(oid, 'text') } as CustomTypesConfig;

@Injectable()
export class IncidentExportRepository {
  /**
   * Every incident of the filter as the log knew it when it had `size` entries, in the order in which they were opened. The
   * same size and filter give the same rows for good: a version is never changed, only followed by another.
   */
  async *batches(client: PoolClient, filter: IncidentFilter, size: number): AsyncGenerator<IncidentRow[]> {
    const { source, parameters } = standing(filter, size);
    yield* fetched<IncidentRow>(client, `SELECT ${SELECTED} FROM ${source} ORDER BY seq`, parameters);
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
  const fetch = () => client.query<Row>({ text: `FETCH ${BATCH} FROM incident_export`, types: WIRE });
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
