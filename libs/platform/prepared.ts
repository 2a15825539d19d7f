// prepared.ts - a statement of a transaction that every connection parses and plans once.
import { createHash } from 'node:crypto';
import type { ClientBase, QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';

const names = new Map<string, string>();

/**
 * For the short statements of every report, which cost more to plan than to run. Only for texts that are constants and whose best plan does not
 * depend on the values, nor on a table that is empty at one moment and full at the next: each text stays on the connection for good, and its name is its digest.
 */
export async function prepared<Row>(tx: EntityManager, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
  if (!tx.queryRunner) throw new Error('A prepared statement needs a transaction.');
  const client = (await tx.queryRunner.connect()) as ClientBase;
  return (await client.query<Row & QueryResultRow>({ name: nameOf(sql), text: sql, values: [...parameters] })).rows;
}

function nameOf(sql: string): string {
  const known = names.get(sql);
  if (known) return known;
  const name = createHash('sha256').update(sql).digest('base64url').slice(0, 22);
  names.set(sql, name);
  return name;
}
