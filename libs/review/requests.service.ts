import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import { reportIdOf } from '@hotline/intake';
import { Ledger, Outbox } from '@hotline/ledger';
import { Clock, Database, HotlineError, SETTINGS, type Caller, type Settings } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { DeadlinesRepository } from './deadlines.repository';
import { DocketRepository } from './docket.repository';
import type { AnswerDto, AskDto, ReplyDto, WithdrawDto } from './hearing.dto';
import { HearingRepository, type AskedRequest, type RecordedReply, type Said, type StoredRequest, type WithdrawnReport } from './hearing.repository';
import { isIncidentId, type InformationRequest, type ListedRequest } from './incident-view';
import { NoticesRepository } from './notices.repository';
import { OfferStep } from './offer.step';
import { requestState, sentAgain, type RequestState } from './request-state';

/** Replies to one question: enough to correct oneself, too few to be a channel. */
const MOST_REPLIES = 10;
const PAGE = 100;

/** The right of reply: questions to a party's liaison or to a reporter, each with a clock; silence is recorded as silence. */
@Injectable()
export class RequestsService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
    private readonly docket: DocketRepository,
    private readonly hearing: HearingRepository,
    private readonly deadlines: DeadlinesRepository,
    private readonly notices: NoticesRepository,
    private readonly offer: OfferStep,
    private readonly registry: AgreementRegistry,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** What the same account asks again, in the same words and on the same clock, before anything came back was asked already: the same answer again. */
  async ask(incidentId: string, { party, reportId, question, dueHours }: AskDto, caller: Caller): Promise<Said<AskedRequest>> {
    if (!isIncidentId(incidentId)) throw new HotlineError('not_found');
    if ((party === undefined) === (reportId === undefined)) throw new HotlineError('request.invalid', undefined, [{ field: 'party', problem: 'give either a party or a reportId' }]);
    return this.database.transaction(async (tx) => {
      await this.docket.lock(tx, [incidentId]);
      const line = await this.docket.find(incidentId, tx);
      if (!line) throw new HotlineError('not_found');
      const agreement = await this.registry.asOf({}, tx);
      if (party !== undefined && !agreement.party(party)) throw new HotlineError('request.invalid', undefined, [{ field: 'party', problem: 'must be the code of a known party' }]);
      if (reportId !== undefined && !(await this.hearing.isReportOf(tx, reportId, line.id))) throw new HotlineError('request.invalid', undefined, [{ field: 'reportId', problem: 'must be a report of this incident' }]);
      const hours = dueHours ?? agreement.policy.opinions.deadlineHours;
      const request = { incidentId: line.id, accountId: caller.accountId, party: party ?? null, reportId: reportId ?? null, question };
      const to = party === undefined ? 'REPORTER' : 'PARTY';
      const open = await this.hearing.openRequest(tx, { ...request, hours });
      if (open) return { isNew: false, answer: asked(open, to) };
      const askedAt = this.clock.now();
      const dueAt = new Date(askedAt.getTime() + hours * 3_600_000);
      const side = officeOf(caller);
      const id = await this.hearing.ask(tx, { ...request, side, askedAt, dueAt });
      await this.deadlines.set(tx, 'REQUEST', [id], dueAt);
      // A reporter reads the question on the receipt, which is told from facts; a party reads it in its own list.
      const content = { requestId: id, to, party: party ?? null, askedBy: side, dueAt, ...(to === 'REPORTER' ? { question } : { questionSha256: sha256(question) }) };
      await this.ledger.record(tx, [{ type: 'information.requested', incidentId: line.id, reportId, actor: caller.accountId, content }]);
      if (to === 'PARTY') {
        const stepId = await this.hearing.step(tx, { incidentId: line.id, code: 'INFO_REQUESTED', isWaived: false, side, accountId: caller.accountId, authority: 'request for information', note: null, at: askedAt });
        await this.ledger.record(tx, [{ type: 'response.recorded', incidentId: line.id, actor: caller.accountId, content: { stepId, step: 'INFO_REQUESTED', by: side, requestId: id } }]);
      }
      await this.offer.run(tx, [line.id]);
      return { isNew: true, answer: asked({ id, ...request, askedAt, dueAt }, to) };
    });
  }

  /** A liaison sees what its own party is asked, and of the incident only what the question needs. */
  async list(caller: Caller, cursor: string | undefined): Promise<{ items: ListedRequest[]; nextCursor: string | null }> {
    if (caller.role === 'liaison' && !caller.partyCode) return { items: [], nextCursor: null };
    const party = caller.role === 'liaison' ? caller.partyCode : null;
    const found = await this.hearing.requests(party, cursor ?? null, PAGE + 1);
    const items = found.slice(0, PAGE);
    const claims = party === null ? null : await this.hearing.partyClaims(party, items.map(({ incidentId }) => incidentId));
    const mayUse = caller.scopes?.includes('self-defence.claim') ?? true;
    return {
      items: items.map((request) => {
        const own = claims?.get(request.incidentId);
        return { ...seenBy(request, caller), selfDefence: own ? { ...own, mayClaim: own.mayClaim && mayUse } : null };
      }),
      nextCursor: found.length > PAGE ? items.at(-1)!.seq : null,
    };
  }

  async ofIncident(incidentId: string, caller: Caller): Promise<InformationRequest[]> {
    return (await this.hearing.requestsOf(incidentId)).map((request) => seenBy(request, caller));
  }

  /** A party's answer. A request to another party does not exist for this one. */
  async reply(requestId: string, { text }: ReplyDto, caller: Caller): Promise<Said<RecordedReply>> {
    if (!isIncidentId(requestId) || !caller.partyCode) throw new HotlineError('not_found');
    return this.answerTo(requestId, text, caller.accountId, (request) => request.party === caller.partyCode);
  }

  /** A reporter's answer: whoever holds the receipt, without an account. */
  async answer(receipt: string, { requestId, text }: AnswerDto): Promise<Said<RecordedReply>> {
    const reportId = this.reportOf(receipt);
    return this.answerTo(requestId, text, null, (request) => request.reportId === reportId);
  }

  /** Taken back, not removed: it stays in the record and corroborates nothing any more. A second time changes nothing. */
  async withdraw(receipt: string, { reason }: WithdrawDto): Promise<WithdrawnReport> {
    const reportId = this.reportOf(receipt);
    const answer = await this.database.transaction(async (tx): Promise<WithdrawnReport> => {
      const at = this.clock.now();
      const isNew = await this.hearing.withdraw(tx, reportId, reason ?? null, at);
      if (isNew === null) throw new HotlineError('not_found');
      if (isNew) {
        const incidentId = await this.hearing.incidentOf(tx, reportId);
        await this.ledger.record(tx, [{ type: 'report.withdrawn', reportId, incidentId, content: { hasReason: reason !== undefined } }]);
        if (incidentId) await this.outbox.open(tx, 'incident.changed', [incidentId]);
      }
      return { reportId, state: 'WITHDRAWN' };
    });
    this.outbox.poke();
    return answer;
  }

  /** The deadline of a request has passed: what did not come is recorded as silence. */
  async settle(tx: EntityManager, requestId: string): Promise<void> {
    const request = await this.hearing.request(tx, requestId);
    if (!request) return;
    await this.docket.lock(tx, [request.incidentId]);
    if ((await this.hearing.request(tx, requestId))!.replies.length > 0) return;
    const at = this.clock.now();
    await this.hearing.reply(tx, requestId, { kind: 'SILENCE', text: null, isLate: false, accountId: null, at });
    await this.ledger.record(tx, [{ type: 'information.unanswered', incidentId: request.incidentId, reportId: request.reportId, content: { requestId, party: request.party } }]);
    await this.notices.add(tx, request.incidentId, 'REQUEST_UNANSWERED', `A question to ${request.party ?? 'a reporter'} was met with silence.`, at);
    await this.offer.run(tx, [request.incidentId]);
  }

  /** What is sent again gets the same answer again. */
  private answerTo(requestId: string, text: string, accountId: string | null, isTheirs: (request: StoredRequest) => boolean): Promise<Said<RecordedReply>> {
    return this.database.transaction(async (tx) => {
      const found = await this.hearing.request(tx, requestId);
      if (!found || !isTheirs(found)) throw new HotlineError('not_found');
      await this.docket.lock(tx, [found.incidentId]);
      const request = (await this.hearing.request(tx, requestId))!;
      const earlier = sentAgain(request.replies, text);
      if (earlier) return { isNew: false, answer: { requestId, state: stateOf(request), isLate: earlier.isLate, at: new Date(earlier.at) } };
      if (request.replies.length >= MOST_REPLIES) throw new HotlineError('state.conflict', `A question takes ${MOST_REPLIES} replies.`);
      const at = this.clock.now();
      const isLate = at >= request.dueAt;
      await this.hearing.reply(tx, requestId, { kind: 'REPLY', text, isLate, accountId, at });
      const content = { requestId, by: request.party ?? 'REPORTER', isLate, textSha256: sha256(text) };
      await this.ledger.record(tx, [{ type: 'information.replied', incidentId: request.incidentId, reportId: request.reportId, actor: accountId, content }]);
      await this.offer.run(tx, [request.incidentId]);
      const hasSilence = request.replies.some(({ kind }) => kind === 'SILENCE');
      return { isNew: true, answer: { requestId, state: requestState({ hasReply: true, hasSilence }), isLate, at } };
    });
  }

  private reportOf(receipt: string): string {
    const reportId = reportIdOf(receipt, this.settings.secret);
    if (!reportId) throw new HotlineError('not_found');
    return reportId;
  }
}

function asked({ id, incidentId, party, reportId, question, askedAt, dueAt }: Omit<AskedRequest, 'to' | 'state'>, to: AskedRequest['to']): AskedRequest {
  return { id, incidentId, to, party, reportId, question, askedAt, dueAt, state: 'ASKED' };
}

function stateOf({ replies }: Pick<StoredRequest, 'replies'>): RequestState {
  return requestState({ hasReply: replies.some(({ kind }) => kind === 'REPLY'), hasSilence: replies.some(({ kind }) => kind === 'SILENCE') });
}

function seenBy({ seq: _, replies, ...request }: StoredRequest, { role }: Caller): InformationRequest {
  const state = stateOf({ replies });
  // Auditors check hashes; they are not shown a reporter's words.
  const hidden = role === 'auditor' && request.reportId !== null;
  return { ...request, state, replies: hidden ? replies.map((reply) => ({ ...reply, text: null })) : replies };
}

/** For whom somebody acts: a co-chair's reviewer for its side, the secretariat for OSE. */
export function officeOf({ side }: Caller): 'US' | 'RU' | 'OSE' {
  return side ?? 'OSE';
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
