// pipeline.ts - the life of a report, and the only place that says what follows what.
import type { Pipeline } from '@hotline/ledger';
import type { AssessStep, ReassessOnReferenceStep, ReassessOnZonesStep } from '@hotline/assessment';
import type { LinkStep } from '@hotline/linkage';
import type { OfferStep } from '@hotline/review';
import type { MatchZonesStep } from '@hotline/zones';

export interface Steps {
  matchZones: MatchZonesStep;
  link: LinkStep;
  assess: AssessStep;
  offer: OfferStep;
  reassessOnReference: ReassessOnReferenceStep;
  reassessOnZones: ReassessOnZonesStep;
}

/**
 * On this fact, do this step. Batches are how many ids one transaction takes when there is a backlog. Two link batches of one
 * worker nearly always share a neighbourhood, so the second would only wait for the first.
 */
export const pipelineOf = (steps: Steps) =>
  ({
    'report.received': { step: steps.matchZones, batch: 200, concurrency: 2 },
    'report.placed': { step: steps.link, batch: 200, concurrency: 1 },
    'incident.changed': { step: steps.assess, batch: 200, concurrency: 2 },
    'incident.assessed': { step: steps.offer, batch: 200, concurrency: 2 },
    'reference.changed': { step: steps.reassessOnReference, batch: 200, concurrency: 1 },
    'zones.changed': { step: steps.reassessOnZones, batch: 500, concurrency: 1 },
  }) satisfies Pipeline;
