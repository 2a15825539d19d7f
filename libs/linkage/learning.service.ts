import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import { Database } from '@hotline/platform';
import { weigh } from './evidence';
import type { AnsweredPair } from './fit/learn';
import { SERVICE_MODEL } from './model';
import { NeighboursRepository } from './neighbours.repository';

/** Of one decision of people at most so many reports on each side: one large merge is not to outweigh all others. */
const MOST_A_SIDE = 5;
const MOST_DECISIONS = 10_000;

/** Turns people's decisions into what a model can learn from. */
@Injectable()
export class LearningService {
  constructor(
    private readonly database: Database,
    private readonly reports: NeighboursRepository,
    private readonly registry: AgreementRegistry,
  ) {}

  /** The newest decisions that stand. Undone ones teach nothing. */
  labelledPairs(): Promise<AnsweredPair[]> {
    return this.database.transaction(async (tx) => {
      const decided: { kind: string; some: string[]; others: string[] }[] = await tx.query(
        `SELECT kind, reports[1:${MOST_A_SIDE}] AS some, kept_reports[1:${MOST_A_SIDE}] AS others
           FROM restructuring WHERE undone_at IS NULL ORDER BY seq DESC LIMIT ${MOST_DECISIONS}`,
      );
      const ids = [...new Set(decided.flatMap(({ some, others }) => [...some, ...others]))];
      const sightings = await this.reports.sightings(tx, ids, await this.registry.asOf({}, tx));
      const byId = new Map(sightings.map((sighting) => [sighting.reportId, sighting]));
      return decided.flatMap(({ kind, some, others }) =>
        some.flatMap((a) =>
          others.flatMap((b) => {
            const [left, right] = [byId.get(a), byId.get(b)];
            if (!left || !right) return [];
            const { evidence } = weigh(left, right, SERVICE_MODEL);
            const answers = Object.fromEntries(evidence.filter(({ comparator }) => comparator !== 'prior').map(({ comparator, level }) => [comparator, level]));
            return [{ a, b, label: kind === 'split' || kind === 'not-same' ? ('different' as const) : ('same' as const), answers }];
          }),
        ),
      );
    });
  }
}
