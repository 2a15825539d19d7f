import { Injectable } from '@nestjs/common';
import { INSTANT_TEXT, LogKey } from '@hotline/ledger';
import type { ClientBase } from 'pg';
import { checkpointLine, entryLine, headLine, type LogEntryRow, type Redaction } from './log-line';

/** Entries read at once. */
const BATCH = 500;

/** An entry `e` beside its fact `f`, as `LogEntryRow` with the account in place of its pseudonym. */
export const ENTRY_COLUMNS = `e.index::float8 AS index, f.type, f.report_id AS "reportId", f.incident_id AS "incidentId",
  to_char(f.recorded_at AT TIME ZONE 'UTC', ${INSTANT_TEXT}) AS "recordedAt", f.actor, f.content, encode(f.salt, 'hex') AS salt,
  encode(e.commitment, 'hex') AS commitment, encode(e.leaf_hash, 'hex') AS "leafHash", x.salts, x.erased`;
export const ENTRY_FACT = 'LEFT JOIN fact f ON f.id = e.fact_id LEFT JOIN fact_erasure x ON x.fact_id = f.id';

interface HeadRow {
  size: number;
  note: string;
}

@Injectable()
export class LogExportRepository {
  constructor(private readonly key: LogKey) {}

  /**
   * The log up to `size` as the pieces of a file. Facts are read as they lie in their table now, and not from what was hashed
   * when they were recorded: whoever changed one is found by whoever verifies the file.
   */
  async *pieces(client: ClientBase, size: number, redaction: Redaction): AsyncGenerator<string> {
    yield headLine({ origin: this.key.origin, publicKey: this.key.signer.vkey, size, redaction });
    for (let from = 0; from <= size; from += BATCH) {
      const to = Math.min(size, from + BATCH);
      const entries = to > from ? await this.entries(client, from, to) : [];
      const heads = await this.heads(client, from === 0 ? 0 : from + 1, to);
      let piece = '';
      let next = 0;
      const heldUpTo = (index: number) => {
        for (; next < heads.length && heads[next]!.size <= index; next++) piece += checkpointLine(heads[next]!.size, heads[next]!.note, heads[next]!.size === size);
      };
      for (const entry of entries) {
        heldUpTo(entry.index);
        piece += entryLine(entry, redaction);
      }
      heldUpTo(to);
      if (piece !== '') yield piece;
      if (to === size) return;
    }
  }

  private async entries(client: ClientBase, from: number, to: number): Promise<LogEntryRow[]> {
    const { rows } = await client.query<LogEntryRow>(
      `SELECT ${ENTRY_COLUMNS} FROM log_entry e ${ENTRY_FACT} WHERE e.index >= $1 AND e.index < $2 ORDER BY e.index`,
      [from, to],
    );
    for (const row of rows) row.actor &&= this.key.pseudonymOf(row.actor);
    return rows;
  }

  private async heads(client: ClientBase, from: number, to: number): Promise<HeadRow[]> {
    const { rows } = await client.query<HeadRow>(
      `SELECT c.size::float8 AS size, c.note || coalesce(string_agg(s.line, '' ORDER BY s.witness), '') AS note
         FROM log_checkpoint c LEFT JOIN log_cosignature s ON s.size = c.size
        WHERE c.size BETWEEN $1 AND $2 GROUP BY c.size ORDER BY c.size`,
      [from, to],
    );
    return rows;
  }
}
