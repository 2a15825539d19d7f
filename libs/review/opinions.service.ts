import { Injectable } from '@nestjs/common';
import type { CoChair } from '@hotline/agreement';
import { Ledger } from '@hotline/ledger';
import { Clock, Database, HotlineError, type Caller } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { determine } from './determination';
import { DocketRepository } from './docket.repository';
import type { FileOpinionDto } from './file-opinion.dto';
import { isIncidentId } from './incident-view';
import { OfferStep } from './offer.step';
import { OpinionsRepository, type StoredOpinion } from './opinions.repository';
import { visibleOpinions } from './reveal';

/** Filing opinions, and what follows once both are there. */
@Injectable()
export class OpinionsService {
  constructor(
    private readonly database: Database,
    private readonly docket: DocketRepository,
    private readonly opinions: OpinionsRepository,
    private readonly offer: OfferStep,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /**
   * One opinion per side. The log gets a commitment at once and the verdict only when both have filed, so that neither
   * side, nor whoever reads the log, learns the other's before giving its own.
   */
  file(incidentId: string, dto: FileOpinionDto, caller: Caller) {
    if (!isIncidentId(incidentId)) throw new HotlineError('not_found');
    const coChair = sideOf(caller);
    return this.database.transaction(async (tx) => {
      await this.docket.lock(tx, [incidentId]);
      const line = await this.docket.find(incidentId, tx);
      if (!line) throw new HotlineError('not_found');
      if (line.absorbedInto) throw new HotlineError('state.conflict', `This incident is now part of ${line.absorbedInto}.`);
      if (!line.offeredAt) throw new HotlineError('state.conflict', 'Opinions are filed on verified incidents; this one is not verified yet.');
      const filedAt = this.clock.now();
      const filed = await this.opinions.file(tx, {
        incidentId: line.id,
        incidentRevision: line.revision,
        assessmentId: line.assessmentId,
        coChair,
        verdict: dto.verdict,
        reasons: dto.reasons,
        attribution: dto.attribution ?? null,
        confidence: dto.confidence ?? null,
        gravity: dto.gravity ?? null,
        extent: dto.extent ?? null,
        threat: dto.threat ?? null,
        interested: line.interested.includes(coChair),
        filedBy: caller.accountId,
        filedAt,
      });
      if (!filed) throw new HotlineError('opinion.already_filed');
      await this.ledger.record(tx, [
        { type: 'opinion.filed', incidentId: line.id, actor: caller.accountId, content: { coChair, opinionId: filed.id, commitment: filed.commitment } },
      ]);
      const standing = await this.opinions.standing(line.id, tx);
      const determination = await this.determine(tx, line.id, standing, filedAt);
      const own = visibleOpinions(standing, coChair).find((opinion) => opinion.coChair === coChair);
      return { ...own, determination };
    });
  }

  private async determine(tx: EntityManager, incidentId: string, standing: readonly StoredOpinion[], now: Date) {
    const [us, ru] = (['US', 'RU'] as const).map((side) => standing.find(({ coChair }) => coChair === side) ?? null) as [StoredOpinion | null, StoredOpinion | null];
    const found = determine({ US: us, RU: ru });
    if (!us || !ru) return found.outcome;
    const determinationId = await this.opinions.addDetermination(tx, incidentId, { US: us.id, RU: ru.id }, found, now);
    await this.ledger.record(tx, [
      {
        type: 'incident.determined',
        incidentId,
        content: {
          determinationId,
          determination: found.outcome,
          why: found.why,
          needsOseNotice: found.needsOseNotice,
          verdicts: { US: us.verdict, RU: ru.verdict },
        },
      },
    ]);
    await this.offer.run(tx, [incidentId]);
    return found.outcome;
  }
}

/** Reviewers always have a side: the accounts table sees to it. */
export function sideOf({ side }: Caller): CoChair {
  if (!side) throw new HotlineError('auth.forbidden', 'Only reviewers of a co-chair may do that.');
  return side;
}
