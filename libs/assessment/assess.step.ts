import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import { Ledger, Outbox, type Step, type Topic } from '@hotline/ledger';
import { Clock } from '@hotline/platform';
import { zonesOfPlacement, ZonesRegistry } from '@hotline/zones';
import type { EntityManager } from 'typeorm';
import { assess, type Assessment } from './assess';
import { AssessmentRepository } from './assessment.repository';

/** Judges changed incidents against the agreement and the maps as they are known now. What is judged alike again leaves no trace. */
@Injectable()
export class AssessStep implements Step {
  readonly on: Topic = 'incident.changed';

  constructor(
    private readonly assessments: AssessmentRepository,
    private readonly registry: AgreementRegistry,
    private readonly maps: ZonesRegistry,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async run(tx: EntityManager, incidentIds: readonly string[]): Promise<void> {
    const terms = await this.registry.asOf({}, tx);
    const { index } = await this.maps.atlas(terms.policy.placing, tx);
    await this.assessments.lock(tx, incidentIds);
    const cases = await this.assessments.cases(tx, incidentIds);
    const made = cases.map(({ incidentId, revision, case: given, placed }) => {
      const placements = placed.map(({ from, to, ...place }) => {
        return { ...place, zones: zonesOfPlacement(place, { from: new Date(from), to: new Date(to) }, index, terms.policy.placing) };
      });
      const origins = placed.flatMap(({ reportId, origin, from, to }) => {
        return origin ? [{ ...origin, reportId, zones: zonesOfPlacement(origin, { from: new Date(from), to: new Date(to) }, index, terms.policy.placing) }] : [];
      });
      return { incidentId, revision, assessment: assess({ ...given, placements, origins }, terms) };
    });
    const added = await this.assessments.add(tx, made, this.clock.now());
    await this.ledger.record(
      tx,
      added.map(({ id, incidentId, revision, assessment }) => ({
        type: 'incident.assessed',
        incidentId,
        content: { assessmentId: id, revision, ...summaryOf(assessment) },
      })),
    );
    await this.outbox.open(tx, 'incident.assessed', incidentIds);
  }
}

function summaryOf({ tests, corroboration, ...found }: Assessment) {
  return {
    scope: found.scope,
    scopeWhy: found.scopeWhy,
    ihlConcern: found.ihlConcern,
    factStatus: found.factStatus,
    factStatusWhy: found.factStatusWhy,
    tests: Object.fromEntries(Object.entries(tests).map(([test, { outcome }]) => [test, outcome])),
    independentSources: corroboration.independentSources,
    gravity: found.gravity,
    responsibleCoChair: found.responsibleCoChair,
    interested: found.interested,
    ...(found.origin && { origin: found.origin.lies }),
    policyVersion: found.policyVersion,
  };
}
