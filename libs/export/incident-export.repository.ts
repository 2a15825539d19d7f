import { Injectable } from '@nestjs/common';
import { conditionOf, type IncidentFilter } from '@hotline/review';
import type { PoolClient } from 'pg';
import { copied } from './copied-rows.reader';
import { COLUMNS, type IncidentRow } from './incident-row';
import { ENTRY_COLUMNS, ENTRY_FACT, type LogEntryRow } from './log-entry-row';

/** Incidents, opened one after another, that one statement copies: two stretches lie in memory whatever the size of the export. */
const STRETCH = 20_000;
/** Entries fetched at once. */
const BATCH = 500;

/** Where the columns lie whose names are not simply the same. */
const SOURCES: Readonly<Partial<Record<keyof IncidentRow, string>>> = { id: 'incident_id', from: 'occurred_from', to: 'occurred_to' };
const SELECTED = COLUMNS.map((column) => SOURCES[column] ?? column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)).join(', ');

interface Stretch {
  blocks: Buffer[];
  /** The number behind its last incident. */
  end: number;
}

@Injectable()
export class IncidentExportRepository {
  /**
   * Every incident of the filter as the log knew it when it had `size` entries, in the order in which they were opened. The
   * same size and filter give the same rows for good: a version is never changed, only followed by another. A block is
   * whole rows as PostgreSQL copies them: `rowsIn` reads it.
   */
  async *blocks(client: PoolClient, filter: IncidentFilter, size: number, most = STRETCH): AsyncGenerator<Uint8Array> {
    const { source, parameters } = standing(filter, size);
    const select = `SELECT ${SELECTED} FROM ${await settled(client, source, parameters)}`;
    let next = stretchFrom(client, select, Number.MIN_SAFE_INTEGER, most);
    for (let stretch = await next; stretch !== null; stretch = await next) {
      next = stretchFrom(client, select, stretch.end, most); // PostgreSQL makes the next rows while these are written
      next.catch(() => undefined); // told when it is awaited
      yield* stretch.blocks;
    }
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

  /** How many rows `blocks` will hold. */
  async count(client: PoolClient, filter: IncidentFilter, size: number): Promise<number> {
    const { source, parameters } = standing(filter, size);
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::float8 AS count FROM ${source}`, parameters);
    return rows[0]!.count;
  }
}

/** The rows of the next incidents, `first` being the lowest number that one may have; null when there are none. */
async function stretchFrom(client: PoolClient, select: string, first: number, most: number): Promise<Stretch | null> {
  const { rows } = await client.query<{ seq: number | null }>('SELECT min(seq)::float8 AS seq FROM incident_version WHERE seq >= $1::bigint', [first]);
  const { seq } = rows[0]!;
  if (seq === null) return null;
  const end = seq + most;
  return { blocks: await copied(client, `${select} AND seq >= ${seq} AND seq < ${end} ORDER BY seq`), end };
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

/** A statement without parameters: what was asked for becomes settings of the transaction, and stays a value. */
async function settled(client: PoolClient, sql: string, parameters: readonly unknown[]): Promise<string> {
  const nameOf = (at: number) => `hotline.asked_${at}`;
  await client.query(`SELECT ${parameters.map((_, at) => `set_config('${nameOf(at + 1)}', $${at + 1}, true)`).join(', ')}`, [...parameters]);
  return sql.replace(/\$(\d+)/g, (_, at: string) => `current_setting('${nameOf(Number(at))}')${typeOf(parameters[Number(at) - 1])}`);
}

function typeOf(value: unknown): string {
  if (value instanceof Date) return '::timestamptz';
  return typeof value === 'number' ? '::float8' : '';
}
