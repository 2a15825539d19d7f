import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import type { Admitted } from '@hotline/platform';
import { coarsened } from './coarse-place';

/** Of maps, which are no secret to those who judge: they hold areas, not what a reporter saw. */
const OF_MAPS = /^(zone|place)\./;

/** Whatever a reviewer is answered has coarse places in it, so that a new route or field is covered without being listed (decision 0089). */
@Injectable()
export class CoarsePlaces {
  constructor(private readonly registry: AgreementRegistry) {}

  /** Asked of every answer, on the way to be written. */
  isFor({ caller, action }: Admitted): boolean {
    return caller?.role === 'reviewer' && !OF_MAPS.test(action ?? '');
  }

  async of(answer: unknown): Promise<unknown> {
    const { policy } = await this.registry.asOf();
    return coarsened(answer, policy.disclosure.reviewerGridDegrees);
  }
}
