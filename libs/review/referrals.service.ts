import { Injectable } from '@nestjs/common';
import { AgreementRegistry, CO_CHAIRS, ReferenceService } from '@hotline/agreement';
import { parseInstant } from '@hotline/intake';
import { Ledger, Outbox } from '@hotline/ledger';
import { Clock, Database, HotlineError, type Caller } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { ConcurDto, RecordDecisionDto, ReferDto } from './hearing.dto';
import { HearingRepository } from './hearing.repository';
import { isIncidentId } from './incident-view';
import { missingSteps } from './ladder';
import { NoticesRepository } from './notices.repository';
import { OfferStep } from './offer.step';
import { sideOf } from './side-of';
import { judgePersistence } from './persistence';
import { referralState, type ReferralState } from './referral-state';
import { ReferralsRepository, type DossierNow, type Referral, type StoredReferral } from './referrals.repository';

/** Decisions that end a party's protection, from their own instant on. */
const ENDS_PROTECTION: readonly string[] = ['SUSPENSION', 'EXCLUSION'];

/** Persistent non-compliance: a dossier by policy, a referral that both co-chairs sign, a decision by the Ministers. */
@Injectable()
export class ReferralsService {
  constructor(
    private readonly database: Database,
    private readonly referrals: ReferralsRepository,
    private readonly hearing: HearingRepository,
    private readonly notices: NoticesRepository,
    private readonly offer: OfferStep,
    private readonly registry: AgreementRegistry,
    private readonly reference: ReferenceService,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** A party's record as it stands now: what counts, what does not and why, what it answered, which steps are missing. */
  async dossier(party: string, tx?: EntityManager): Promise<DossierNow> {
    const work = async (on: EntityManager): Promise<DossierNow> => {
      const { policy, obligationFor, party: find } = await this.registry.asOf({}, on);
      if (!find(party)) throw new HotlineError('not_found');
      const incidents = await this.referrals.determined(party, on);
      const found = judgePersistence(incidents.map((each) => ({ ...each, isSoft: each.act !== null && obligationFor(each.act)?.hardness === 'SOFT' })), policy.persistence);
      const [replies, steps] = [await this.referrals.replies(party, incidents.map(({ incidentId }) => incidentId), on), await this.hearing.steps(found.counted, on)];
      const about = (id: string) => incidents.find(({ incidentId }) => incidentId === id)!;
      const answered = (id: string) => replies.filter(({ incidentId }) => incidentId === id).map(({ kind, text, at }) => ({ kind, text, at }));
      return {
        party,
        policyVersion: policy.version,
        isPersistent: found.isPersistent,
        why: found.why,
        within: found.within,
        incidents: found.counted.map((id) => ({ ...about(id), replies: answered(id) })),
        listedApart: found.listed.map(({ incidentId, why }) => ({ ...about(incidentId), why, replies: answered(incidentId) })),
        steps,
        missingSteps: missingSteps(steps, policy),
      };
    };
    return tx ? work(tx) : this.database.transaction(work);
  }

  async dossiers() {
    return { items: await this.referrals.dossiers(), nextCursor: null };
  }

  /** Called when something was determined: opens a dossier on each party for which the policy now holds. */
  async watch(tx: EntityManager, incidentId: string, parties: readonly string[], now: Date): Promise<void> {
    const { party: find } = await this.registry.asOf({}, tx);
    for (const party of [...parties].sort()) {
      if (!find(party)) continue;
      await this.referrals.lock(tx, party);
      const dossier = await this.dossier(party, tx);
      if (!dossier.isPersistent) continue;
      const id = await this.referrals.openDossier(tx, { party, policyVersion: dossier.policyVersion, why: dossier.why, incidents: dossier.within }, now);
      if (!id) continue;
      await this.ledger.record(tx, [{ type: 'dossier.opened', incidentId, content: { dossierId: id, party, why: dossier.why, incidents: dossier.within, policyVersion: dossier.policyVersion } }]);
      await this.notices.add(tx, incidentId, 'DOSSIER_OPENED', `The policy holds the non-compliance of ${party} for persistent: ${dossier.why}.`, now);
    }
  }

  /** Proposing is concurring: the other co-chair is left to sign. */
  propose({ party, reason }: ReferDto, caller: Caller) {
    const side = sideOf(caller);
    return this.database.transaction(async (tx) => {
      await this.referrals.lock(tx, party);
      const dossier = await this.dossier(party, tx);
      if (!dossier.isPersistent) throw new HotlineError('state.conflict', `The policy does not hold this for persistent: ${dossier.why}.`);
      if (dossier.missingSteps.length > 0) throw new HotlineError('ladder.incomplete', `Record or waive first: ${dossier.missingSteps.join(', ')}.`);
      const open = (await this.referrals.list(party, tx)).find((each) => stateOf(each) !== 'DECIDED');
      if (open) throw new HotlineError('state.conflict', `A referral of this party is under way: ${open.id}.`);
      const at = this.clock.now();
      const incidents = dossier.incidents.map(({ incidentId }) => incidentId);
      const id = await this.referrals.propose(tx, { party, dossier, incidents, side, accountId: caller.accountId, at });
      await this.referrals.say(tx, id, side, true, reason, caller.accountId, at);
      await this.ledger.record(tx, incidents.map((incidentId) => ({ type: 'referral.proposed', incidentId, actor: caller.accountId, content: { referralId: id, party, by: side } })));
      return seen((await this.referrals.find(id, tx))!);
    });
  }

  concur(id: string, { concurs, reason }: ConcurDto, caller: Caller) {
    const side = sideOf(caller);
    return this.change(id, async (tx, referral) => {
      const state = stateOf(referral);
      if (state === 'REFERRED' || state === 'DECIDED') throw new HotlineError('state.conflict', 'Both co-chairs have signed.');
      const at = this.clock.now();
      await this.referrals.say(tx, id, side, concurs, reason, caller.accountId, at);
      const now = stateOf((await this.referrals.find(id, tx))!);
      await this.ledger.record(tx, referral.incidents.map((incidentId) => ({ type: concurs ? 'referral.concurred' : 'referral.declined', incidentId, actor: caller.accountId, content: { referralId: id, party: referral.party, by: side } })));
      if (now !== 'REFERRED') return;
      for (const incidentId of referral.incidents) {
        await this.hearing.step(tx, { incidentId, code: 'REFERRED_TO_MINISTERS', isWaived: false, side, accountId: caller.accountId, authority: 'both co-chairs', note: `referral ${id}`, at });
      }
      await this.ledger.record(tx, referral.incidents.map((incidentId) => ({ type: 'incident.referred', incidentId, content: { referralId: id, party: referral.party, by: CO_CHAIRS } })));
      await this.offer.run(tx, [...referral.incidents].sort());
    });
  }

  /** The secretariat records what the Ministers decided. A party's protection ends at that instant, never before. */
  decide(id: string, dto: RecordDecisionDto, caller: Caller) {
    const [decidedAt, until] = [parseInstant(dto.decidedAt)!, dto.until === undefined ? null : parseInstant(dto.until)];
    if (until && until <= decidedAt) throw new HotlineError('request.invalid', undefined, [{ field: 'until', problem: 'must be after decidedAt' }]);
    return this.change(id, async (tx, referral) => {
      if (stateOf(referral) !== 'REFERRED') throw new HotlineError('state.conflict', 'A decision is recorded once, after both co-chairs have signed.');
      const recordedAt = this.clock.now();
      const { decision, authority, text = null } = dto;
      const { party } = referral;
      await this.referrals.decide(tx, { referralId: id, party, decision, decidedAt, until, authority, text, recordedBy: caller.accountId, recordedAt });
      await this.ledger.record(tx, referral.incidents.map((incidentId) => ({ type: 'ministers.decided', incidentId, actor: caller.accountId, content: { referralId: id, party, decision, decidedAt, until, authority } })));
      if (!ENDS_PROTECTION.includes(decision)) return;
      const content = { party, decision, decidedAt, until, referralId: id };
      await this.reference.append(tx, { collection: 'minister-decisions', code: id, content, source: authority, validFrom: decidedAt, validTo: until }, caller.accountId);
      await this.outbox.open(tx, 'incident.changed', await this.referrals.touchedFrom(tx, party, decidedAt));
    });
  }

  async list() {
    return { items: (await this.referrals.list(null)).map(seen), nextCursor: null };
  }

  async find(id: string) {
    const referral = isIncidentId(id) ? await this.referrals.find(id) : null;
    if (!referral) throw new HotlineError('not_found');
    return seen(referral);
  }

  private async change(id: string, work: (tx: EntityManager, referral: StoredReferral) => Promise<void>) {
    const known = isIncidentId(id) ? await this.referrals.find(id) : null;
    if (!known) throw new HotlineError('not_found');
    const answer = await this.database.transaction(async (tx) => {
      await this.referrals.lock(tx, known.party);
      await work(tx, (await this.referrals.find(id, tx))!);
      return seen((await this.referrals.find(id, tx))!);
    });
    this.outbox.poke();
    return answer;
  }
}

function stateOf({ concurrences, decision }: StoredReferral): ReferralState {
  const said = (side: string) => concurrences.find((each) => each.side === side)?.concurs ?? null;
  return referralState({ said: { US: said('US'), RU: said('RU') }, isDecided: decision !== null });
}

function seen(referral: StoredReferral): Referral {
  const { seq: _, ...rest } = referral;
  return { ...rest, state: stateOf(referral) };
}
