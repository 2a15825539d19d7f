import { Injectable } from '@nestjs/common';
import { AssessStep, VerificationRepository } from '@hotline/assessment';
import { Ledger, Outbox } from '@hotline/ledger';
import { Clock, Database, HotlineError, type Caller } from '@hotline/platform';
import type { DecideVerificationDto } from './decide-verification.dto';
import { DocketRepository } from './docket.repository';
import { isIncidentId, itemOf, type DecidedVerification } from './incident-view';
import { OfferStep } from './offer.step';
import { sideOf } from './side-of';

/** Reviewers deciding on the facts by hand, with a reason. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly database: Database,
    private readonly docket: DocketRepository,
    private readonly verifications: VerificationRepository,
    private readonly assess: AssessStep,
    private readonly offer: OfferStep,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Takes effect at once: the steps that would follow run in the same transaction, and find nothing to do afterwards. */
  async decide(incidentId: string, { decision, reason }: DecideVerificationDto, caller: Caller): Promise<DecidedVerification> {
    if (!isIncidentId(incidentId)) throw new HotlineError('not_found');
    const coChair = sideOf(caller);
    const answer = await this.database.transaction(async (tx) => {
      const line = await this.docket.find(incidentId, tx);
      if (!line) throw new HotlineError('not_found');
      if (line.absorbedInto) throw new HotlineError('state.conflict', `This incident is now part of ${line.absorbedInto}.`);
      const decidedAt = this.clock.now();
      const id = await this.verifications.add(tx, { incidentId: line.id, coChair, decision, reason, decidedBy: caller.accountId, decidedAt });
      await this.ledger.record(tx, [
        { type: 'verification.decided', incidentId: line.id, actor: caller.accountId, content: { verificationId: id, coChair, decision, revision: line.revision } },
      ]);
      await this.assess.run(tx, [line.id]);
      await this.offer.run(tx, [line.id]);
      const now = await this.docket.find(line.id, tx);
      return { id, coChair, decision, reason, decidedAt, incident: itemOf(now!) };
    });
    this.outbox.poke();
    return answer;
  }
}
