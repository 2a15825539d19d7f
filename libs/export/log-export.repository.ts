import { Injectable } from '@nestjs/common';
import { LogKey } from '@hotline/ledger';
import type { ClientBase } from 'pg';
import { copied } from './copied-rows.reader';
import { entriesIn, ENTRY_COLUMNS, ENTRY_FACT } from './log-entry-row';
import { checkpointLine, entryLine, headLine, type Redaction } from './log-line';

/** Entries that one statement copies: two stretches lie in memory whatever the size of the log. */
const STRETCH = 5_000;

interface Head {
  size: number;
  note: string;
}

interface Stretch {
  blocks: Buffer[];
  heads: Head[];
}

@Injectable()
export class LogExportRepository {
  constructor(private readonly key: LogKey) {}

  /**
   * The log up to `size` as the pieces of a file. Facts are read as they lie in their table now, and not from what was hashed
   * when they were recorded: whoever changed one is found by whoever verifies the file.
   */
  async *pieces(client: ClientBase, size: number, redaction: Redaction, stretch = STRETCH): AsyncGenerator<string> {
    yield headLine({ origin: this.key.origin, publicKey: this.key.signer.vkey, size, redaction });
    let next = this.stretch(client, 0, Math.min(size, stretch));
    for (let to = stretch; ; to += stretch) {
      const { blocks, heads } = await next;
      if (to < size) {
        next = this.stretch(client, to, Math.min(size, to + stretch)); // PostgreSQL makes the next entries while these are written
        next.catch(() => undefined); // told when it is awaited
      }
      const heldUpTo = (index: number) => {
        let lines = '';
        while (heads.length > 0 && heads[0]!.size <= index) {
          const { size: held, note } = heads.shift()!;
          lines += checkpointLine(held, note, held === size);
        }
        return lines;
      };
      for (const block of blocks) yield this.lines(block, heldUpTo, redaction);
      const last = heldUpTo(size);
      if (last !== '') yield last;
      if (to >= size) return;
    }
  }

  private lines(block: Buffer, heldUpTo: (index: number) => string, redaction: Redaction): string {
    let lines = '';
    for (const entry of entriesIn(block)) {
      entry.actor &&= this.key.pseudonymOf(entry.actor);
      lines += heldUpTo(entry.index) + entryLine(entry, redaction);
    }
    return lines;
  }

  /** Entries from `from` up to but not including `to` and the checkpoints between them: one of size `to` belongs here, one of size `from` to what was before. */
  private async stretch(client: ClientBase, from: number, to: number): Promise<Stretch> {
    const heads = await this.heads(client, from === 0 ? 0 : from + 1, to);
    return { heads, blocks: await copied(client, `SELECT ${ENTRY_COLUMNS} FROM log_entry e ${ENTRY_FACT} WHERE e.index >= ${from} AND e.index < ${to} ORDER BY e.index`) };
  }

  private async heads(client: ClientBase, from: number, to: number): Promise<Head[]> {
    const { rows } = await client.query<Head>(
      `SELECT c.size::float8 AS size, c.note || coalesce(string_agg(s.line, '' ORDER BY s.witness), '') AS note
         FROM log_checkpoint c LEFT JOIN log_cosignature s ON s.size = c.size
        WHERE c.size BETWEEN $1 AND $2 GROUP BY c.size ORDER BY c.size`,
      [from, to],
    );
    return rows;
  }
}
