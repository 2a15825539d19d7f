import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import { Ledger } from '@hotline/ledger';
import { Clock, Database } from '@hotline/platform';
import type { EntityManager } from 'typeorm';

const DAY_MS = 86_400_000;

/** Keys destroyed in one transaction. */
const TAKE = 500;

export interface RetentionRun {
  destroyed: number;
  sealedBefore: Date;
}

/** Contact details are kept as long as the policy says. Then the key around them is destroyed, which is a fact; the log still proves the report. */
@Injectable()
export class Retention {
  constructor(
    private readonly database: Database,
    private readonly registry: AgreementRegistry,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** Destroys what is due; how many that were. Any number of processes may ask at once. */
  async destroyDue(): Promise<RetentionRun> {
    const { policy } = await this.registry.asOf();
    const { contactDays } = policy.retention;
    const sealedBefore = new Date(this.clock.now().getTime() - contactDays * DAY_MS);
    let destroyed = 0;
    for (let taken = TAKE; taken === TAKE; destroyed += taken) {
      taken = await this.database.seenBy('SERVICE', (tx) => this.destroy(tx, sealedBefore, `kept for ${contactDays} days, policy ${policy.version}`));
    }
    return { destroyed, sealedBefore };
  }

  private async destroy(tx: EntityManager, sealedBefore: Date, why: string): Promise<number> {
    const [rows]: [{ id: string }[], number] = await tx.query(
      `DELETE FROM report_seal WHERE report_id IN (SELECT report_id FROM report_seal WHERE sealed_at < $1 ORDER BY sealed_at LIMIT ${TAKE})
       RETURNING report_id AS id`,
      [sealedBefore],
    );
    await this.ledger.record(tx, rows.map(({ id }) => ({ type: 'contact.destroyed', reportId: id, content: { why } })));
    return rows.length;
  }
}
