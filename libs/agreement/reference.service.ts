import { Injectable } from '@nestjs/common';
import { Ledger, Outbox } from '@hotline/ledger';
import { Database, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { checkReference } from './check-reference';
import { afterChanges, diffOf, type RowChange } from './reference-diff';
import { ReferenceFault, type ReferenceContent } from './reference-row';
import { ReferenceRepository } from './reference.repository';

export interface ReferenceSummary {
  added: number;
  superseded: number;
  withdrawn: number;
  unchanged: number;
  /** What changed, or would change. */
  changes: Omit<RowChange, 'incoming'>[];
}

export interface ApplyOptions {
  actor?: string | null;
  /** Only say what would change. */
  dryRun?: boolean;
  /** The incoming collections are complete: what they leave out is withdrawn. */
  withdrawMissing?: boolean;
}

@Injectable()
export class ReferenceService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceRepository,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly ids: Ids,
  ) {}

  /**
   * Makes these rows what is known from now on, all or nothing. What is said already stays as it is; what is not mentioned
   * stays too. Every change is a fact, and what was judged under the old rows is judged anew.
   * @throws ReferenceFault naming everything that would not hang together afterwards; nothing is stored then
   */
  async apply(rows: readonly ReferenceContent[], { actor = null, dryRun = false, withdrawMissing = false }: ApplyOptions = {}): Promise<ReferenceSummary> {
    return this.database.transaction(async (tx) => {
      await this.reference.lock(tx);
      const current = await this.reference.rowsOf(await this.reference.version(null, tx), tx);
      const changes = diffOf(current, rows, { withdrawMissing });
      const faults = checkReference(afterChanges(current, changes));
      if (faults.length > 0) throw new ReferenceFault(faults);
      if (changes.length > 0 && !dryRun) {
        const changed = changes.map((change) => ({ ...change, id: this.ids.uuid() }));
        await this.reference.add(tx, changed.map(rowOf));
        await this.ledger.record(tx, changed.map(({ id, row, change, fields, supersedes }) => ({ type: 'reference.changed', actor, content: { row, change, fields, rowId: id, supersedes } })));
        // The first load finds nothing that was judged before it.
        if (current.length > 0) await this.outbox.open(tx, 'reference.changed', [changed[0]!.id]);
      }
      return summaryOf(changes, rows.length);
    });
  }

  /** Adds what was not in any file: a decision taken during the life of the agreement. In the caller's transaction. */
  async append(tx: EntityManager, row: ReferenceContent, actor: string): Promise<void> {
    await this.reference.lock(tx);
    const id = this.ids.uuid();
    await this.reference.add(tx, [{ ...row, id, supersedes: null }]);
    await this.ledger.record(tx, [{ type: 'reference.changed', actor, content: { row: `${row.collection}/${row.code}`, change: 'added', fields: [], rowId: id, supersedes: null } }]);
    await this.outbox.open(tx, 'reference.changed', [id]);
  }
}

function rowOf({ id, supersedes, incoming, row }: RowChange & { id: string }) {
  if (incoming) return { ...incoming, id, supersedes };
  const [collection = '', code = ''] = [row.slice(0, row.lastIndexOf('/')), row.slice(row.lastIndexOf('/') + 1)];
  return { id, collection, code, content: null, source: 'withdrawn', validFrom: null, validTo: null, supersedes };
}

function summaryOf(changes: readonly RowChange[], rows: number): ReferenceSummary {
  const count = (what: RowChange['change']) => changes.filter(({ change }) => change === what).length;
  const [added, superseded, withdrawn] = [count('added'), count('superseded'), count('withdrawn')];
  return { added, superseded, withdrawn, unchanged: rows - added - superseded, changes: changes.map(({ incoming: _, ...change }) => change) };
}
