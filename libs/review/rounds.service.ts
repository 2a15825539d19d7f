import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import { Ledger } from '@hotline/ledger';
import type { EntityManager } from 'typeorm';
import { DeadlinesRepository } from './deadlines.repository';
import { OpinionsRepository } from './opinions.repository';
import { RoundsRepository, type NewRound } from './rounds.repository';
import { dueAt, isStale } from './sealing';

/** How long before the deadline the secretariat is reminded, in hours. */
const REMIND_HOURS = 24;

export interface Touched {
  incidentId: string;
  revision: number;
  determination: string | null;
}

/** When opinions are called for, and when they are called for again. */
@Injectable()
export class RoundsService {
  constructor(
    private readonly rounds: RoundsRepository,
    private readonly opinions: OpinionsRepository,
    private readonly deadlines: DeadlinesRepository,
    private readonly registry: AgreementRegistry,
    private readonly ledger: Ledger,
  ) {}

  async open(tx: EntityManager, rounds: readonly NewRound[], now: Date): Promise<void> {
    if (rounds.length === 0) return;
    const { policy } = await this.registry.asOf({}, tx);
    const due = dueAt(now, policy.opinions);
    await this.rounds.add(tx, rounds, now, due);
    const ids = rounds.map(({ incidentId }) => incidentId);
    await this.deadlines.set(tx, 'OPINIONS', ids, due);
    const reminder = new Date(due.getTime() - REMIND_HOURS * 3_600_000);
    if (reminder > now) await this.deadlines.set(tx, 'REMINDER', ids, reminder);
  }

  /**
   * Incidents that changed after an opinion on them: their opinions are stale, a new round begins, and what was determined
   * is open again. Returns their ids. Lock the incidents first.
   */
  async reopenChanged(tx: EntityManager, touched: readonly Touched[], now: Date): Promise<Set<string>> {
    if (touched.length === 0) return new Set();
    const byId = new Map(touched.map((each) => [each.incidentId, each]));
    const changed = (await this.rounds.newest([...byId.keys()], tx)).flatMap((round) => {
      const incident = byId.get(round.incidentId)!;
      return round.revisions.some((incidentRevision) => isStale({ incidentRevision }, incident)) ? [{ round, incident }] : [];
    });
    await this.open(tx, changed.map(({ round, incident }) => ({ incidentId: round.incidentId, number: round.number + 1, why: 'CHANGED' as const, incidentRevision: incident.revision })), now);
    for (const { round, incident: { incidentId, revision, determination } } of changed) {
      await this.ledger.record(tx, [{ type: 'opinions.staled', incidentId, content: { round: round.number, revision, why: 'the incident changed after an opinion on it' } }]);
      if (!determination || determination === 'PENDING') continue;
      const why = `the incident changed; opinions are called for again (it was ${determination})`;
      await this.opinions.addDetermination(tx, incidentId, null, { outcome: 'PENDING', why, needsOseNotice: false }, now);
      await this.ledger.record(tx, [{ type: 'incident.reopened', incidentId, content: { why, was: determination, revision } }]);
    }
    return new Set(changed.map(({ round }) => round.incidentId));
  }
}
