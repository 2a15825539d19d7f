import { Injectable } from '@nestjs/common';
import { Ledger, type Step, type Topic } from '@hotline/ledger';
import { Clock } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { docketLine } from './docket-line';
import { DocketRepository } from './docket.repository';

/** Brings the docket up to date, and with it both co-chairs' queues. What is verified for the first time is offered. */
@Injectable()
export class OfferStep implements Step {
  readonly on: Topic = 'incident.assessed';

  constructor(
    private readonly docket: DocketRepository,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  async run(tx: EntityManager, incidentIds: readonly string[]): Promise<void> {
    await this.docket.lock(tx, incidentIds);
    const now = this.clock.now();
    const known = (await this.docket.sources(tx, incidentIds)).map((source) => docketLine(source, now));
    await this.docket.save(tx, known.map(({ line }) => line), now);
    await this.ledger.record(
      tx,
      known
        .filter(({ isFirstOffer }) => isFirstOffer)
        .map(({ line: { incidentId, assessmentId, responsibleCoChair, scope } }) => ({
          type: 'incident.offered',
          incidentId,
          content: { assessmentId, to: ['US', 'RU'], responsibleCoChair, scope },
        })),
    );
  }
}
