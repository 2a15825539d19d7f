import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { agreementOf, type Agreement } from './agreement';
import { ReferenceRepository } from './reference.repository';

/** States of the agreement kept in memory; more than one only when somebody asks what was known at other times. */
const KEPT = 8;

/** The agreement as data, read once per state of the data. */
@Injectable()
export class AgreementRegistry {
  private readonly kept = new Map<string, Promise<Agreement>>();

  constructor(private readonly reference: ReferenceRepository) {}

  /**
   * The agreement as it was known at an instant; without one, as it is known now. Costs one small query; a step hands in its
   * transaction, so that it needs no second connection.
   */
  async asOf({ knownAt = null }: { knownAt?: Date | null } = {}, tx?: EntityManager): Promise<Agreement> {
    const version = await this.reference.version(knownAt, tx);
    const known = this.kept.get(version);
    if (known) return known;
    const made = this.reference.rowsOf(version, tx).then((rows) => agreementOf(rows, version));
    this.kept.set(version, made);
    made.catch(() => this.kept.delete(version));
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    return made;
  }
}
