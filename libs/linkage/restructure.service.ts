import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import { Ledger, Outbox } from '@hotline/ledger';
import { Clock, Database, HotlineError, Ids, type Caller } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { blockKeys } from './blocking';
import { summarise } from './incident-summary';
import { IncidentRepository } from './incident.repository';
import { SERVICE_MODEL } from './model';
import { NeighboursRepository } from './neighbours.repository';
import { planConfirm, planMerge, planMove, planNotSame, planSplit, type Plan, type Refused, type Standing } from './restructure';
import { RestructureRepository, type Restructuring } from './restructure.repository';

/** What a caller gets back: what was done, and how it can be taken back. */
export interface RestructuringDone {
  id: string;
  kind: Plan['kind'] | 'undo';
  from: string;
  to: string;
  reports: readonly string[];
  /** The incident whose id now only points to another; null when both stand. */
  absorbed: string | null;
}

/** As people read it: the side that decided, not the person. */
export type RestructuringView = Omit<Restructuring, 'madeBy'>;

/** What the fact `incident.restructured` holds beside its author's side. */
interface RestructuredContent {
  id: string;
  kind: Plan['kind'] | 'undo';
  /** Of an undo: the kind that was taken back. */
  undone?: Plan['kind'];
  from: string;
  to: string;
  reports: readonly string[];
  reason: string;
}

type Planner = (standing: ReadonlyMap<string, Standing>, tx: EntityManager) => Promise<Plan | Refused> | Plan | Refused;

/** People put right what the service linked. Each change is a fact with its author and reason, and can be undone. */
@Injectable()
export class RestructureService {
  constructor(
    private readonly database: Database,
    private readonly incidents: RestructureRepository,
    private readonly neighbours: NeighboursRepository,
    private readonly summaries: IncidentRepository,
    private readonly registry: AgreementRegistry,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  merge(into: string, other: string, reason: string, caller: Caller): Promise<RestructuringDone> {
    return this.change([into, other], reason, caller, async (standing, tx) => {
      const [one, two] = [standing.get(into)!, standing.get(other)!];
      return planMerge(one, two, await this.incidents.keptApart(tx, one.reports, two.reports));
    });
  }

  split(from: string, reports: readonly string[], reason: string, caller: Caller): Promise<RestructuringDone> {
    return this.change([from], reason, caller, async (standing, tx) => {
      const to = (await this.incidents.absorbedTwin(tx, from, reports)) ?? this.ids.uuid();
      return planSplit(standing.get(from)!, reports, to);
    });
  }

  move(from: string, to: string, reports: readonly string[], reason: string, caller: Caller): Promise<RestructuringDone> {
    return this.change([from, to], reason, caller, async (standing, tx) => {
      const target = standing.get(to)!;
      return planMove(standing.get(from)!, target, reports, await this.incidents.keptApart(tx, reports, target.reports));
    });
  }

  notSame(one: string, other: string, reason: string, caller: Caller): Promise<RestructuringDone> {
    return this.change([one, other], reason, caller, (standing) => planNotSame(standing.get(one)!, standing.get(other)!));
  }

  confirm(incidentId: string, reports: readonly string[], reason: string, caller: Caller): Promise<RestructuringDone> {
    return this.change([incidentId], reason, caller, (standing) => planConfirm(standing.get(incidentId)!, reports));
  }

  /** Puts the reports back where they were, with the links they had. Refused when they have moved on since. */
  undo(id: string, reason: string, caller: Caller): Promise<RestructuringDone> {
    return this.database.transaction(async (tx) => {
      const made = await this.incidents.find(tx, id);
      if (!made) throw new HotlineError('not_found');
      if (made.undoneAt) throw new HotlineError('state.conflict', 'This was undone before.');
      const standing = await this.standing(tx, [made.from, made.to]);
      const moved = made.kind === 'merge' || made.kind === 'split' || made.kind === 'move';
      const refusal = moved ? whyNotBack(made, standing) : null;
      if (refusal) throw new HotlineError('state.conflict', refusal);
      const now = this.clock.now();
      await this.incidents.undo(tx, made, reason, authorOf(caller), now);
      if (moved) await this.incidents.revive(tx, made.from);
      const left = standing.get(made.to)!.reports.filter((report) => !made.reports.includes(report));
      const emptied = moved && left.length === 0;
      if (moved) await this.renew(tx, emptied ? [made.from] : [made.from, made.to]);
      if (emptied) await this.incidents.absorb(tx, made.to, made.from, now);
      await this.record(tx, { id, kind: 'undo', undone: made.kind, from: made.to, to: made.from, reports: made.reports, reason }, caller);
      return { id, kind: 'undo', from: made.to, to: made.from, reports: made.reports, absorbed: emptied ? made.to : null };
    });
  }

  async ofIncident(incidentId: string): Promise<RestructuringView[]> {
    return (await this.incidents.ofIncident(incidentId)).map(({ madeBy: _madeBy, ...shown }) => shown);
  }

  private change(incidentIds: readonly string[], reason: string, caller: Caller, plan: Planner): Promise<RestructuringDone> {
    return this.database.transaction(async (tx) => {
      const standing = await this.standing(tx, incidentIds);
      const planned = await plan(standing, tx);
      if ('refused' in planned) throw new HotlineError('state.conflict', planned.refused);
      const now = this.clock.now();
      const id = this.ids.uuid();
      if (planned.kind === 'split') await this.open(tx, planned, now);
      await this.incidents.apply(tx, id, planned, reason, authorOf(caller), now);
      if (planned.moves) await this.renew(tx, planned.absorbs ? [planned.to] : [planned.from, planned.to]);
      const { kind, from, to, reports } = planned;
      await this.record(tx, { id, kind, from, to, reports, reason }, caller);
      return { id, kind, from, to, reports, absorbed: planned.absorbs ? from : null };
    });
  }

  /** Holds the neighbourhood and the rows, so that no report arrives in between. */
  private async standing(tx: EntityManager, incidentIds: readonly string[]): Promise<Map<string, Standing>> {
    if (!(await this.incidents.exist(tx, incidentIds))) throw new HotlineError('not_found');
    const parties = await this.registry.asOf({}, tx);
    const sightings = await this.neighbours.sightings(tx, await this.incidents.reportsOf(tx, incidentIds), parties);
    await this.neighbours.lockNeighbourhoods(tx, sightings, SERVICE_MODEL);
    return this.incidents.lock(tx, incidentIds);
  }

  /** The incident that a split opens: a new one, or the one that had exactly these reports before it was absorbed. */
  private async open(tx: EntityManager, { to, reports }: Plan, now: Date): Promise<void> {
    const parties = await this.registry.asOf({}, tx);
    const sightings = await this.neighbours.sightings(tx, reports, parties);
    await this.summaries.save(tx, new Map([[to, summarise(sightings)]]), now);
    await this.incidents.revive(tx, to);
  }

  /** Works out anew what the incidents say and where they are found. */
  private async renew(tx: EntityManager, incidentIds: readonly string[]): Promise<void> {
    const parties = await this.registry.asOf({}, tx);
    const [summaries, keys] = [new Map<string, ReturnType<typeof summarise>>(), new Map<string, string[]>()];
    for (const incidentId of incidentIds) {
      const members = await this.neighbours.sightings(tx, await this.incidents.reportsOf(tx, [incidentId]), parties);
      summaries.set(incidentId, summarise(members));
      keys.set(incidentId, [
        ...new Set(
          members.flatMap((member) => {
            const { near, special } = blockKeys(member, SERVICE_MODEL);
            return [...near, ...special];
          }),
        ),
      ]);
    }
    await this.summaries.save(tx, summaries, this.clock.now());
    await this.incidents.refile(tx, keys);
  }

  /** One fact per incident it touched, and both are judged again. */
  private async record(tx: EntityManager, content: RestructuredContent, caller: Caller): Promise<void> {
    const touched = [...new Set([content.from, content.to])];
    await this.ledger.record(
      tx,
      touched.map((incidentId) => ({ type: 'incident.restructured', incidentId, actor: caller.accountId, content: { ...content, by: authorOf(caller).coChair } })),
    );
    await this.outbox.open(tx, 'incident.changed', touched);
  }
}

function whyNotBack({ from, to, reports }: Restructuring, standing: ReadonlyMap<string, Standing>): string | null {
  const [origin, target] = [standing.get(from)!, standing.get(to)!];
  if (target.absorbedInto) return `${to} is now part of ${target.absorbedInto}. Undo that first.`;
  if (origin.absorbedInto && origin.absorbedInto !== to) return `${from} is now part of ${origin.absorbedInto}. Undo that first.`;
  if (reports.some((report) => !target.reports.includes(report))) return 'Some of these reports have been moved since. Undo that first.';
  return null;
}

/** Reviewers always have a side: the accounts table sees to it. */
export function authorOf({ accountId, side }: Caller) {
  if (!side) throw new HotlineError('auth.forbidden', 'Only reviewers of a co-chair may do that.');
  return { accountId, coChair: side };
}
