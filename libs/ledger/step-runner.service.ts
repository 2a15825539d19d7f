import { Inject, Injectable } from '@nestjs/common';
import { Database, LOG, nameOfError, type Log } from '@hotline/platform';
import type { Topic } from './fact';
import { Outbox } from './outbox.repository';
import type { Step } from './step';

/** Starts before a piece of work is put aside for people to look at. */
export const MAX_ATTEMPTS = 8;

@Injectable()
export class StepRunner {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Runs one batch. When the batch fails each subject is run by itself, so that a poisonous one hurts nobody else. */
  async run(step: Step, subjectIds: readonly string[]): Promise<void> {
    const { ready, tired } = await this.outbox.start(step.on, subjectIds, MAX_ATTEMPTS);
    for (const id of tired) this.log.error('Quarantined work that never finished.', { topic: step.on, ...subject(step.on, id) });
    if (ready.length === 0) return;
    try {
      await this.attempt(step, ready);
    } catch (error) {
      if (ready.length === 1) await this.fail(step.on, ready[0]!, error);
      else for (const id of ready) await this.attempt(step, [id]).catch((cause) => this.fail(step.on, id, cause));
    }
  }

  private attempt(step: Step, ids: readonly string[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      const claimed = await this.outbox.claim(tx, step.on, ids);
      if (claimed.length > 0) await step.run(tx, claimed);
    });
  }

  private async fail(topic: Topic, id: string, error: unknown): Promise<void> {
    const name = nameOfError(error);
    this.log.warn('A step failed; it will be tried again.', { topic, error: name, ...subject(topic, id) });
    await this.outbox.fail(topic, id, name, MAX_ATTEMPTS);
  }
}

function subject(topic: Topic, id: string): { reportId?: string; incidentId?: string } {
  return topic.startsWith('report.') ? { reportId: id } : { incidentId: id };
}
