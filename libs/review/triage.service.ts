import { Injectable } from '@nestjs/common';
import { AgreementRegistry, CO_CHAIRS, type CoChair } from '@hotline/agreement';
import { Clock, Database, HotlineError, validated, type Caller } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { DocketLine } from './docket-line';
import { isIncidentId, itemOf, type QueuedIncident } from './incident-view';
import { viewerOf, type Viewer } from './reveal';
import { RoundsRepository } from './rounds.repository';
import { decodeTriageCursor, encodeTriageCursor } from './triage-cursor';
import { triageOrder, triageStatus } from './triage-order';
import { TriageQuery, type SaveFilterDto, type SetTriageDto } from './triage.dto';
import { TriageRepository, type Lease, type SavedFilter, type TriageCount } from './triage.repository';
import { ViewersFilter } from './viewers-filter.service';

/** How many of a side's queue stand where. */
export interface TriageCounts {
  side: CoChair;
  counts: TriageCount[];
}

/** What was set; what was not sent stayed as it was. */
export interface TriageSet extends Pick<SetTriageDto, 'threat' | 'assignee'> {
  incidentId: string;
}

export interface TakenLease extends Lease {
  incidentId: string;
}

export type SavedFilterId = Pick<SavedFilter, 'id'>;

/** Nobody plans by the difference between ten thousand waiting and more. */
const MOST_COUNTED = 10_000;

/** Each side's own queue: what to look at first, who looks at it, and that nobody looks twice. */
@Injectable()
export class TriageService {
  constructor(
    private readonly database: Database,
    private readonly triage: TriageRepository,
    private readonly rounds: RoundsRepository,
    private readonly viewersFilter: ViewersFilter,
    private readonly registry: AgreementRegistry,
    private readonly clock: Clock,
  ) {}

  /** Brings both sides' queues up to date with what the docket says. */
  async refresh(tx: EntityManager, lines: readonly DocketLine[]): Promise<void> {
    const offered = lines.filter(({ offeredAt }) => offeredAt !== null);
    if (offered.length === 0) return;
    const ids = offered.map(({ incidentId }) => incidentId);
    const [rounds, threats] = [await this.rounds.newest(ids, tx), await this.triage.threats(tx, ids)];
    const roundOf = new Map(rounds.map((round) => [round.incidentId, round]));
    await this.triage.save(
      tx,
      offered.flatMap((line) =>
        CO_CHAIRS.map((side) => ({
          incidentId: line.incidentId,
          side,
          status: triageStatus(roundOf.get(line.incidentId)!, side),
          ...triageOrder({ gravity: line.gravity, threat: threats.get(line.incidentId + side) ?? null }),
          waitingSince: line.offeredAt!,
          isShown: line.factStatus === 'VERIFIED' && line.messageStatus === 'ACTUAL' && line.absorbedInto === null,
        })),
      ),
    );
  }

  async page(query: TriageQuery, caller: Caller): Promise<{ items: QueuedIncident[]; nextCursor: string | null }> {
    const after = query.cursor === undefined ? null : decodeTriageCursor(query.cursor);
    if (query.cursor !== undefined && !after) throw new HotlineError('request.invalid', undefined, [{ field: 'cursor', problem: 'must be the nextCursor of an earlier page' }]);
    const limit = Number(query.limit ?? 50);
    const assignee = query.assignee === 'me' ? caller.accountId : query.assignee === 'nobody' ? null : query.assignee;
    const now = this.clock.now();
    const found = await this.triage.page({
      viewer: viewerOf(caller), side: queueOf(caller, query.side), status: query.status ?? 'AWAITING', assignee, filter: { ...(await this.viewersFilter.of(query, caller)), queue: 'all' }, after, limit: limit + 1, now,
    });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(({ status, urgency, why, waitingSince, threat, assignee: by, assigneeLabel, lease, isOtherSideAtWork, dueAt, ...line }) => ({
        ...itemOf(line),
        dueAt,
        triage: { status, urgency, why, waitingSince, threat, assignee: by ? { id: by, label: assigneeLabel } : null, lease, otherSide: isOtherSideAtWork ? 'IN_REVIEW' : null },
      })),
      nextCursor: last && found.length > limit ? encodeTriageCursor(last) : null,
    };
  }

  async counts(caller: Caller, side?: CoChair): Promise<TriageCounts> {
    return { side: queueOf(caller, side), counts: await this.triage.counts(viewerOf(caller), queueOf(caller, side), MOST_COUNTED) };
  }

  async set(incidentId: string, { threat, assignee }: SetTriageDto, caller: Caller): Promise<TriageSet> {
    if (!isIncidentId(incidentId)) throw new HotlineError('not_found');
    const side = queueOf(caller);
    const to = assignee === 'me' ? caller.accountId : assignee;
    await this.database.transaction(async (tx) => {
      const gravity = await this.triage.gravityOf(incidentId, side, tx);
      if (!gravity) throw new HotlineError('not_found');
      if (to && !(await this.triage.isReviewerOf(tx, to, side))) throw new HotlineError('request.invalid', undefined, [{ field: 'assignee', problem: 'must be a reviewer of this side' }]);
      await this.triage.set(tx, incidentId, side, { threat, assignee: to, ...(threat === undefined ? {} : triageOrder({ gravity, threat })) });
    });
    return { incidentId, threat, assignee: to };
  }

  /** @throws HotlineError lease.held, naming the colleague */
  async lease(incidentId: string, caller: Caller): Promise<TakenLease> {
    const side = queueOf(caller);
    if (!isIncidentId(incidentId)) throw new HotlineError('not_found');
    const { policy } = await this.registry.asOf();
    const now = this.clock.now();
    const known = await this.triage.gravityOf(incidentId, side);
    if (!known) throw new HotlineError('not_found');
    const until = await this.triage.take(incidentId, side, caller.accountId, now, new Date(now.getTime() + policy.opinions.leaseMinutes * 60_000));
    if (!until) throw this.held(await this.triage.leaseOf(side, incidentId, side, now));
    return { incidentId, by: caller.accountId, label: caller.label, until };
  }

  async release(incidentId: string, caller: Caller): Promise<void> {
    if (isIncidentId(incidentId)) await this.triage.release(incidentId, queueOf(caller), caller.accountId);
  }

  /** @throws HotlineError lease.held when a colleague of the same side works on it */
  async assertFree(tx: EntityManager, incidentId: string, side: CoChair, accountId: string): Promise<void> {
    const lease = await this.triage.leaseOf(side, incidentId, side, this.clock.now(), tx);
    if (lease && lease.by !== accountId) throw this.held(lease);
  }

  /** One's own side's lease and view; of the other side only that somebody is at work. */
  async seenBy(incidentId: string, viewer: Viewer) {
    const now = this.clock.now();
    const own = CO_CHAIRS.find((side) => side === viewer);
    const [inReview, lease, standing] = await Promise.all([this.triage.isAtWork(incidentId, now), own ? this.triage.leaseOf(viewer, incidentId, own, now) : null, own ? this.triage.standingOf(viewer, incidentId, own) : null]);
    return { inReview, lease, standing };
  }

  saveFilter({ name, query }: SaveFilterDto, caller: Caller): Promise<SavedFilterId> {
    validated(TriageQuery, Object.fromEntries(new URLSearchParams(query)));
    return this.triage.saveFilter(caller.accountId, name, query, this.clock.now());
  }

  async filters(caller: Caller) {
    return { items: await this.triage.filters(caller.accountId), nextCursor: null };
  }

  async removeFilter(id: string, caller: Caller): Promise<void> {
    if (!isIncidentId(id) || !(await this.triage.removeFilter(caller.accountId, id))) throw new HotlineError('not_found');
  }

  private held(lease: { label: string; until: Date } | null): HotlineError {
    return new HotlineError('lease.held', lease ? `${lease.label} works on this until ${lease.until.toISOString()}.` : undefined);
  }
}

/** A reviewer's own side; the secretariat says whose queue it looks at. */
function queueOf({ side }: Caller, asked?: CoChair): CoChair {
  if (side && asked && side !== asked) throw new HotlineError('auth.forbidden', 'A side reads its own queue.');
  const queue = side ?? asked;
  if (!queue) throw new HotlineError('request.invalid', undefined, [{ field: 'side', problem: 'must be US or RU' }]);
  return queue;
}
