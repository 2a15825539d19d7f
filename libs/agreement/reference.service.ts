import { Injectable } from '@nestjs/common';
import { Ledger } from '@hotline/ledger';
import { canonicalJson, Database } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { checkReference } from './check-reference';
import { ReferenceFault, type ReferenceContent } from './reference-row';
import { ReferenceRepository } from './reference.repository';

export interface ReferenceSummary {
  added: number;
  superseded: number;
  unchanged: number;
}

@Injectable()
export class ReferenceService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceRepository,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Makes these rows what is known from now on, all or nothing. What is said already stays as it is; what is not mentioned
   * stays too. Every change is a fact.
   * @throws ReferenceFault naming everything that does not hang together; nothing is stored then
   */
  async apply(rows: readonly ReferenceContent[], actor: string | null = null): Promise<ReferenceSummary> {
    const faults = checkReference(rows);
    if (faults.length > 0) throw new ReferenceFault(faults);
    return this.database.transaction(async (tx) => {
      await this.reference.lock(tx);
      const current = await this.reference.rowsOf(await this.reference.version(null, tx), tx);
      const known = new Map(current.map((row) => [`${row.collection}/${row.code}`, row]));
      const changed = rows.flatMap((row) => {
        const before = known.get(`${row.collection}/${row.code}`);
        return before && saysTheSame(before, row) ? [] : [{ ...row, supersedes: before?.id ?? null }];
      });
      const superseded = changed.filter((row) => row.supersedes !== null).length;
      const summary = { added: changed.length - superseded, superseded, unchanged: rows.length - changed.length };
      if (changed.length === 0) return summary;
      await this.reference.add(tx, changed);
      const content = { ...summary, rows: changed.map(({ collection, code, supersedes }) => ({ row: `${collection}/${code}`, supersedes })) };
      await this.ledger.record(tx, [{ type: 'reference.changed', actor, content }]);
      return summary;
    });
  }

  /** Adds what was not in any file: a decision taken during the life of the agreement. In the caller's transaction. */
  async append(tx: EntityManager, row: ReferenceContent, actor: string): Promise<void> {
    await this.reference.lock(tx);
    await this.reference.add(tx, [{ ...row, supersedes: null }]);
    await this.ledger.record(tx, [{ type: 'reference.changed', actor, content: { added: 1, superseded: 0, unchanged: 0, rows: [{ row: `${row.collection}/${row.code}`, supersedes: null }] } }]);
  }
}

function saysTheSame(a: ReferenceContent, b: ReferenceContent): boolean {
  const said = ({ content, source, validFrom, validTo }: ReferenceContent) => canonicalJson({ content, source, validFrom, validTo });
  return said(a) === said(b);
}
