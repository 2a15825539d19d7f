import { Injectable } from '@nestjs/common';
import { Ledger, type Step, type Topic } from '@hotline/ledger';
import { Clock } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { docketLine } from './docket-line';
import { DocketRepository } from './docket.repository';
import { RoundsService } from './rounds.service';
import { TriageService } from './triage.service';

/**
 * Brings the docket up to date, and with it both co-chairs' queues. What is verified for the first time is offered; what
 * changed after an opinion on it is called up again.
 */
@Injectable()
export class OfferStep implements Step {
  readonly on: Topic = 'incident.assessed';

  constructor(
    private readonly docket: DocketRepository,
    private readonly rounds: RoundsService,
    private readonly triage: TriageService,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  async run(tx: EntityManager, incidentIds: readonly string[]): Promise<void> {
    await this.docket.lock(tx, incidentIds);
    const now = this.clock.now();
    const sources = await this.docket.sources(tx, incidentIds);
    const reopened = await this.rounds.reopenChanged(tx, sources.filter(({ offeredAt, absorbedInto }) => offeredAt && !absorbedInto), now);
    const known = sources
      .map((source) => (reopened.has(source.incidentId) ? { ...source, determination: 'PENDING' as const, isReopened: true } : source))
      .map((source) => docketLine(source, now));
    await this.docket.save(tx, known.map(({ line }) => line), now);
    const offered = known.filter(({ isFirstOffer }) => isFirstOffer);
    await this.rounds.open(tx, offered.map(({ line: { incidentId, revision } }) => ({ incidentId, number: 1, why: 'OFFERED', incidentRevision: revision })), now);
    await this.triage.refresh(tx, known.map(({ line }) => line));
    await this.ledger.record(
      tx,
      offered.map(({ line: { incidentId, assessmentId, responsibleCoChair, scope } }) => ({
          type: 'incident.offered',
          incidentId,
          content: { assessmentId, to: ['US', 'RU'], responsibleCoChair, scope },
        })),
    );
  }
}
