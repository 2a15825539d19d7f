import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import { Ledger } from '@hotline/ledger';
import { Clock, Database, HotlineError, type Caller } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { DocketRepository, type StoredLine } from './docket.repository';
import type { ClaimDto, GivenReasonDto, StepDto } from './hearing.dto';
import { HearingRepository, type AgreedClosure, type JudgedClaim, type PartyClaim, type Said, type StepTaken } from './hearing.repository';
import { isIncidentId } from './incident-view';
import { OfferStep } from './offer.step';
import { sideOf } from './side-of';
import { officeOf } from './requests.service';
import { RoundsRepository } from './rounds.repository';
import { judgeSelfDefence } from './self-defence';

/** What is claimed and done about an incident: recorded with who and under what authority, never recommended. */
@Injectable()
export class ResponseService {
  constructor(
    private readonly database: Database,
    private readonly docket: DocketRepository,
    private readonly hearing: HearingRepository,
    private readonly rounds: RoundsRepository,
    private readonly offer: OfferStep,
    private readonly registry: AgreementRegistry,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  step(incidentId: string, { step: code, authority, note, waived = false }: StepDto, caller: Caller): Promise<StepTaken> {
    if (waived && note === undefined) throw new HotlineError('request.invalid', undefined, [{ field: 'note', problem: 'a waiver needs its reason here' }]);
    return this.onIncident(incidentId, async (tx, line) => {
      assertStanding(line);
      const at = this.clock.now();
      const by = officeOf(caller);
      const id = await this.hearing.step(tx, { incidentId: line.id, code, isWaived: waived, side: by, accountId: caller.accountId, authority, note: note ?? null, at });
      await this.ledger.record(tx, [{ type: waived ? 'response.waived' : 'response.recorded', incidentId: line.id, actor: caller.accountId, content: { stepId: id, step: code, by, authority } }]);
      await this.offer.run(tx, [line.id]);
      return { id, incidentId: line.id, step: code, waived, by, authority, note: note ?? null, at };
    });
  }

  /**
   * A liaison claims for its own party, only where that party is among the alleged perpetrators, and against an incident
   * that party has a part in: otherwise its own reports, claims and their judgements would feel out where any incident lies.
   * What the same account says again in the same words was claimed already, whatever became of the incident since: the same
   * answer again.
   */
  async claim(incidentId: string, said: ClaimDto, caller: Caller): Promise<Said<JudgedClaim | PartyClaim>> {
    const { isNew, answer } = await this.claimOnce(incidentId, said, caller);
    return { isNew, answer: caller.role === 'liaison' ? toParty(answer) : answer };
  }

  private claimOnce(incidentId: string, { threatIncidentId, party, threat }: ClaimDto, { role, partyCode, accountId }: Caller): Promise<Said<JudgedClaim>> {
    const claimedFor = role === 'liaison' ? partyCode : (party ?? null);
    const threatId = threatIncidentId?.toLowerCase() ?? null;
    return this.onIncident(incidentId, async (tx, line) => {
      const earlier = claimedFor && (await this.hearing.claimed(tx, { incidentId: line.id, threatIncidentId: threatId, claimedFor, threat, accountId }));
      if (earlier) return { isNew: false, answer: earlier };
      assertStanding(line);
      if (role === 'liaison' && (!claimedFor || !line.perpetrators.includes(claimedFor))) throw new HotlineError('not_found');
      if (!claimedFor || !line.perpetrators.includes(claimedFor)) throw new HotlineError('request.invalid', undefined, [{ field: 'party', problem: 'must be an alleged perpetrator of this incident' }]);
      if (threatId === line.id) throw new HotlineError('request.invalid', undefined, [{ field: 'threatIncidentId', problem: 'must be another incident' }]);
      if (role === 'liaison' && threatId !== null && !(await this.hearing.hasPart(tx, claimedFor, threatId))) throw new HotlineError('not_found');
      const { policy } = await this.registry.asOf({}, tx);
      const answer = (await this.hearing.fire(tx, line.id))!;
      const cause = threatId === null ? null : await this.hearing.fire(tx, threatId);
      if (threatId !== null && !cause) throw new HotlineError('not_found');
      const found = judgeSelfDefence(answer, cause, policy.selfDefence);
      const id = await this.hearing.claim(tx, { incidentId: line.id, threatIncidentId: threatId, claimedFor, threat, found, policyVersion: policy.version, accountId, at: this.clock.now() });
      const content = { claimId: id, claimedFor, threatIncidentId: threatId, judgement: found.judgement, why: found.why, policyVersion: policy.version };
      const about = threatId ? [line.id, threatId] : [line.id];
      await this.ledger.record(tx, about.map((each) => ({ type: 'self-defence.claimed', incidentId: each, actor: accountId, content: { ...content, incidentId: line.id } })));
      return { isNew: true, answer: { id, incidentId: line.id, threatIncidentId: threatId, claimedFor, ...found } };
    });
  }

  /** Closed when both sides have agreed: neither finishes an incident alone. */
  close(incidentId: string, { reason }: GivenReasonDto, caller: Caller): Promise<AgreedClosure> {
    const side = sideOf(caller);
    return this.onIncident(incidentId, async (tx, line) => {
      assertStanding(line);
      if (line.determination === 'PENDING') throw new HotlineError('state.conflict', 'An incident is closed after its determination.');
      const [round] = await this.rounds.newest([line.id], tx);
      const isNew = await this.hearing.close(tx, line.id, round!.number, side, reason, caller.accountId, this.clock.now());
      if (!isNew) throw new HotlineError('state.conflict', 'This side has agreed already.');
      await this.ledger.record(tx, [{ type: 'incident.closure-agreed', incidentId: line.id, actor: caller.accountId, content: { coChair: side, round: round!.number } }]);
      await this.offer.run(tx, [line.id]);
      const now = (await this.docket.find(line.id, tx))!;
      if (now.state === 'CLOSED') await this.ledger.record(tx, [{ type: 'incident.closed', incidentId: line.id, content: { round: round!.number, determination: line.determination } }]);
      return { incidentId: line.id, side, state: now.state };
    });
  }

  private onIncident<T>(incidentId: string, work: (tx: EntityManager, line: StoredLine) => Promise<T>): Promise<T> {
    if (!isIncidentId(incidentId)) return Promise.reject(new HotlineError('not_found'));
    return this.database.transaction(async (tx) => {
      await this.docket.lock(tx, [incidentId]);
      const line = await this.docket.find(incidentId, tx);
      if (!line) throw new HotlineError('not_found');
      return work(tx, line);
    });
  }
}

function toParty({ id, incidentId, threatIncidentId, claimedFor, judgement }: JudgedClaim): PartyClaim {
  return { id, incidentId, threatIncidentId, claimedFor, judgement };
}

function assertStanding({ absorbedInto }: StoredLine): void {
  if (absorbedInto) throw new HotlineError('state.conflict', `This incident is now part of ${absorbedInto}.`);
}
