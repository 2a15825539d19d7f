import { Injectable } from '@nestjs/common';
import type { CoChair } from '@hotline/agreement';
import { Ledger } from '@hotline/ledger';
import { Clock, Database, HotlineError, type Caller } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { determine } from './determination';
import { DocketRepository, type StoredLine } from './docket.repository';
import type { FileOpinionDto } from './file-opinion.dto';
import { isIncidentId, type FiledOpinion, type ReadableOpinion } from './incident-view';
import { NoticesRepository } from './notices.repository';
import { OfferStep } from './offer.step';
import { OpinionsRepository, type OpinionContent, type StoredOpinion } from './opinions.repository';
import { visibleOpinions } from './reveal';
import { ReferralsService } from './referrals.service';
import { RoundsRepository, type Round } from './rounds.repository';
import { RoundsService } from './rounds.service';
import { TriageRepository } from './triage.repository';
import { TriageService } from './triage.service';
import { fateOf } from './sealing';
import { sideOf } from './side-of';

/** Filing opinions, opening them, and what follows. */
@Injectable()
export class OpinionsService {
  constructor(
    private readonly database: Database,
    private readonly docket: DocketRepository,
    private readonly opinions: OpinionsRepository,
    private readonly rounds: RoundsRepository,
    private readonly calls: RoundsService,
    private readonly notices: NoticesRepository,
    private readonly referrals: ReferralsService,
    private readonly triage: TriageService,
    private readonly triageRows: TriageRepository,
    private readonly offer: OfferStep,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /**
   * One opinion per side and round. The log gets a commitment at once and the words only when the round is opened, so that
   * neither side, nor whoever reads the log, learns the other's before giving its own. Afterwards a side may supersede
   * what it said, with a reason.
   */
  file(incidentId: string, dto: FileOpinionDto, caller: Caller): Promise<FiledOpinion> {
    if (!isIncidentId(incidentId)) throw new HotlineError('not_found');
    const coChair = sideOf(caller);
    return this.database.transaction(async (tx) => {
      await this.docket.lock(tx, [incidentId]);
      const line = await this.docket.find(incidentId, tx);
      if (!line) throw new HotlineError('not_found');
      if (line.absorbedInto) throw new HotlineError('state.conflict', `This incident is now part of ${line.absorbedInto}.`);
      const [round] = await this.rounds.newest([line.id], tx);
      if (!line.offeredAt || !round) throw new HotlineError('state.conflict', 'Opinions are filed on verified incidents; this one is not verified yet.');
      const filedAt = this.clock.now();
      const content: OpinionContent = {
        incidentId: line.id,
        coChair,
        verdict: dto.verdict,
        reasons: dto.reasons,
        attribution: dto.attribution ?? null,
        confidence: dto.confidence ?? null,
        gravity: dto.gravity ?? null,
        extent: dto.extent ?? null,
        threat: dto.threat ?? null,
        interested: line.interested.includes(coChair),
        changeReason: dto.changeReason ?? null,
      };
      if (round.isRevealed) await this.supersede(tx, line, round, content, caller, filedAt);
      else await this.fileFirst(tx, line, round, content, caller, filedAt);
      const standing = await this.opinions.standing(line.id, coChair, tx);
      const own = visibleOpinions(standing, coChair).findLast((opinion): opinion is ReadableOpinion => opinion.coChair === coChair)!;
      const now = await this.docket.find(line.id, tx);
      return { ...own, determination: now!.determination };
    });
  }

  /** What a passed deadline brings about. Run again, or early, it changes nothing. */
  async settle(tx: EntityManager, incidentId: string): Promise<void> {
    await this.docket.lock(tx, [incidentId]);
    const [line, [round]] = [await this.docket.find(incidentId, tx), await this.rounds.newest([incidentId], tx)];
    if (!line || !round || round.isRevealed) return;
    const now = this.clock.now();
    const fate = fateOf(round, now);
    if (fate.kind === 'SEALED') return;
    if (fate.kind === 'RENEW') {
      await this.ledger.record(tx, [{ type: 'opinions.unanswered', incidentId, content: { round: round.number, why: fate.why } }]);
      await this.notices.add(tx, incidentId, 'NO_RESPONSE', `Neither co-chair filed an opinion by ${round.dueAt.toISOString()}; opinions are called for again.`, now);
      return this.calls.open(tx, [{ incidentId, number: round.number + 1, why: 'UNANSWERED', incidentRevision: line.revision }], now);
    }
    for (const coChair of fate.silent) {
      await this.commit(tx, line, round, silence(line, coChair), null, null, now);
      await this.notices.add(tx, incidentId, 'NO_RESPONSE', `${coChair} filed no opinion by ${round.dueAt.toISOString()}: recorded as NO_RESPONSE.`, now);
    }
    await this.reveal(tx, line, round, fate.why, now);
  }

  /** Tells the secretariat that a deadline is near. Who has filed is not said: the notice would tell when. */
  async remind(tx: EntityManager, incidentId: string): Promise<void> {
    const [round] = await this.rounds.newest([incidentId], tx);
    if (!round || round.isRevealed) return;
    await this.notices.add(tx, incidentId, 'DEADLINE_NEAR', `Opinions are due at ${round.dueAt.toISOString()}.`, this.clock.now());
  }

  private async fileFirst(tx: EntityManager, line: StoredLine, round: Round, content: OpinionContent, { accountId }: Caller, now: Date): Promise<void> {
    if (round.filed.includes(content.coChair)) throw new HotlineError('opinion.already_filed');
    if (content.changeReason !== null) throw new HotlineError('state.conflict', 'An opinion is changed after both are opened, not before.');
    if (now >= round.dueAt) throw new HotlineError('state.conflict', 'The deadline has passed: what silence leaves behind is being recorded. File again, with a changeReason.');
    await this.triage.assertFree(tx, line.id, content.coChair, accountId);
    if (!(await this.commit(tx, line, round, content, accountId, null, now))) throw new HotlineError('opinion.already_filed');
    await this.triageRows.filed(tx, line.id, content.coChair);
    const fate = fateOf({ ...round, filed: [...round.filed, content.coChair] }, now);
    if (fate.kind === 'REVEAL') await this.reveal(tx, line, round, fate.why, now);
  }

  private async supersede(tx: EntityManager, line: StoredLine, round: Round, content: OpinionContent, { accountId }: Caller, now: Date): Promise<void> {
    if (content.changeReason === null) throw new HotlineError('opinion.already_filed', 'The opinions of this round are open. To take the place of yours, give a changeReason.');
    const before = (await this.opinions.standing(line.id, content.coChair, tx)).find((each) => each.round === round.number && each.coChair === content.coChair);
    const filed = await this.commit(tx, line, round, content, accountId, before!.id, now);
    if (!filed) throw new HotlineError('opinion.already_filed');
    const { commitment, nonce } = filed;
    await this.ledger.record(tx, [
      { type: 'opinion.superseded', incidentId: line.id, actor: accountId, content: { coChair: content.coChair, commitment } },
      { type: 'opinion.revealed', incidentId: line.id, content: { coChair: content.coChair, commitment, nonce, content } },
    ]);
    await this.conclude(tx, line, round, now);
  }

  private async commit(tx: EntityManager, line: StoredLine, round: Round, content: OpinionContent, filedBy: string | null, supersedes: string | null, filedAt: Date) {
    const filed = await this.opinions.file(tx, { roundId: round.id, content, incidentRevision: line.revision, assessmentId: line.assessmentId, filedBy, filedAt, supersedes });
    if (!filed) return null;
    const { coChair } = content;
    await this.ledger.record(tx, [{ type: 'opinion.committed', incidentId: line.id, actor: filedBy, content: { coChair, commitment: filed.commitment } }]);
    return filed;
  }

  private async reveal(tx: EntityManager, line: StoredLine, round: Round, why: 'BOTH_FILED' | 'DEADLINE', now: Date): Promise<void> {
    const opened = await this.opinions.opened(tx, await this.rounds.reveal(tx, round, why, now));
    await this.ledger.record(tx, opened.map((opinion) => ({ type: 'opinion.revealed', incidentId: line.id, content: { ...opinion } })));
    await this.conclude(tx, line, round, now);
  }

  private async conclude(tx: EntityManager, line: StoredLine, round: Round, now: Date): Promise<void> {
    const ofRound = (await this.opinions.standing(line.id, 'AUDITOR', tx)).filter((opinion) => opinion.round === round.number);
    const of = (side: CoChair) => ofRound.find(({ coChair }) => coChair === side) as StoredOpinion & OpinionContent;
    const [us, ru] = [of('US'), of('RU')];
    const found = determine({ US: us, RU: ru });
    const determinationId = await this.opinions.addDetermination(tx, line.id, { US: us.id, RU: ru.id }, found, now);
    const content = { determinationId, determination: found.outcome, why: found.why, needsOseNotice: found.needsOseNotice, verdicts: { US: us.verdict, RU: ru.verdict } };
    await this.ledger.record(tx, [{ type: 'incident.determined', incidentId: line.id, content }]);
    if (found.needsOseNotice) await this.notices.add(tx, line.id, 'INTERESTED_OPINION', `A co-chair has given an opinion on its own forces. ${found.why}.`, now);
    await this.offer.run(tx, [line.id]);
    await this.referrals.watch(tx, line.id, line.perpetrators, now);
  }
}

function silence({ id: incidentId, interested }: StoredLine, coChair: CoChair): OpinionContent {
  return {
    incidentId, coChair, verdict: 'NO_RESPONSE', reasons: 'No opinion was filed before the deadline.', attribution: null, confidence: null,
    gravity: null, extent: null, threat: null, interested: interested.includes(coChair), changeReason: null,
  };
}
