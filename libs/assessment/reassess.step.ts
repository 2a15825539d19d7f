import { Injectable } from '@nestjs/common';
import { AgreementRegistry } from '@hotline/agreement';
import { Outbox, type Step, type Topic } from '@hotline/ledger';
import type { EntityManager } from 'typeorm';
import { AssessmentRepository } from './assessment.repository';

/** Another agreement or another policy: everything that was judged is judged anew. What comes out the same leaves no trace. */
@Injectable()
export class ReassessOnReferenceStep implements Step {
  readonly on: Topic = 'reference.changed';

  constructor(
    private readonly assessments: AssessmentRepository,
    private readonly outbox: Outbox,
  ) {}

  async run(tx: EntityManager): Promise<void> {
    await this.outbox.open(tx, 'incident.changed', await this.assessments.standing(tx));
  }
}

/** Another map: the incidents near what changed on it are judged anew. */
@Injectable()
export class ReassessOnZonesStep implements Step {
  readonly on: Topic = 'zones.changed';

  constructor(
    private readonly assessments: AssessmentRepository,
    private readonly agreements: AgreementRegistry,
    private readonly outbox: Outbox,
  ) {}

  async run(tx: EntityManager, zoneVersionIds: readonly string[]): Promise<void> {
    const { policy } = await this.agreements.asOf({}, tx);
    await this.outbox.open(tx, 'incident.changed', await this.assessments.nearZones(tx, zoneVersionIds, policy.placing.nearestWithinM));
  }
}
