import { Injectable } from '@nestjs/common';
import { Clock, Database, HotlineError, type Caller } from '@hotline/platform';
import { mayErase } from './erasure';
import { fieldsOf, withoutField, type Fields, type Opening } from './leaf';
import { LogKey } from './log-key.service';
import { LogRepository } from './log.repository';
import type { EraseDto } from './log.dto';

interface Entry {
  type: string;
  actor: string | null;
  content: Fields;
  /** Null where something was erased before. */
  salt: string | null;
  salts: Opening['salts'] | null;
  erased: Opening['erased'] | null;
}

/** What stays of it in the log: the commitment. */
export interface ErasedField {
  index: number;
  field: string;
  commitment: string;
}

/** Takes the value and the salt of a field away for good. Its commitment stays in the leaf, so every proof holds; that it was done is a fact. */
@Injectable()
export class Erasure {
  constructor(
    private readonly database: Database,
    private readonly log: LogRepository,
    private readonly key: LogKey,
    private readonly clock: Clock,
  ) {}

  erase({ index, field, reason }: EraseDto, caller: Caller): Promise<ErasedField> {
    return this.database.transaction(async (tx) => {
      await this.log.waitToBeSequencer(tx); // one erasure at a time: each starts from what the last one left
      const [entry]: Entry[] = await tx.query(
        `SELECT f.type, f.actor, f.content, encode(f.salt, 'hex') AS salt, x.salts, x.erased
           FROM log_entry e JOIN fact f ON f.id = e.fact_id LEFT JOIN fact_erasure x ON x.fact_id = f.id WHERE e.index = $1`,
        [index],
      );
      if (!entry) throw new HotlineError('not_found', `The log has no entry ${index}.`);
      const verdict = mayErase(entry.type, entry.content, field);
      if (!verdict.ok) throw new HotlineError('state.conflict', `The field ${field} of entry ${index} (${entry.type}) cannot be erased: ${verdict.why}.`);
      const fields = fieldsOf(entry.actor && this.key.pseudonymOf(entry.actor), entry.content);
      const left = withoutField(fields, entry.salt ?? { salts: entry.salts ?? {}, erased: entry.erased ?? {} }, field);
      await tx.query('SELECT erase_field($1, $2, $3, $4, $5, $6, $7)', [index, field, JSON.stringify(left.salts), JSON.stringify(left.erased), caller.accountId, reason, this.clock.now()]);
      return { index, field, commitment: left.erased[field]! };
    });
  }
}
