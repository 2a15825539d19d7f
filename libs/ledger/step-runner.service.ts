import { Inject, Injectable } from '@nestjs/common';
import { Database, LOG, nameOfError, type Log } from '@hotline/platform';
import type { Topic } from './fact';
import { Outbox } from './outbox.repository';
import type { Step } from './step';
import { suspectGroups } from './suspect-groups';

/** Starts before a piece of work is put aside for people to look at. */
export const MAX_ATTEMPTS = 8;
/** Starts of a suspect, alone, that ended its worker, before it is put aside. Each costs a restart and everybody's wait. */
export const MAX_CRASHES = 3;
/** A step that waits longer than this for something that never comes is given up, in milliseconds. */
const STEP_LIMIT_MS = 60_000;

@Injectable()
export class StepRunner {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * Runs one batch. When the batch fails each subject is run by itself, so that a poisonous one hurts nobody else. Work whose
   * earlier start never came to an end may be what ended the worker: it goes in small groups, then alone.
   */
  async run(step: Step, subjectIds: readonly string[]): Promise<void> {
    const { fresh, suspects } = await this.outbox.start(step.on, subjectIds);
    if (fresh.length > 0) await this.runTogether(step, fresh);
    for (const group of suspectGroups(suspects)) await (group.length > 1 ? this.runAgain(step, group) : this.runAlone(step, group[0]!));
  }

  private async runTogether(step: Step, ids: readonly string[]): Promise<void> {
    try {
      await this.attempt(step, ids);
    } catch (error) {
      if (ids.length === 1) return this.fail(step.on, ids[0]!, error);
      for (const id of ids) await this.attempt(step, [id]).catch((cause) => this.fail(step.on, id, cause));
    }
  }

  private async runAgain(step: Step, ids: readonly string[]): Promise<void> {
    await this.outbox.startAgain(step.on, ids);
    await this.runTogether(step, ids);
  }

  private async runAlone(step: Step, id: string): Promise<void> {
    const isReady = await this.outbox.startAlone(step.on, id, MAX_ATTEMPTS, MAX_CRASHES);
    if (!isReady) return this.log.error('Quarantined work that never finished.', { topic: step.on, ...subject(step.on, id) });
    await this.attempt(step, [id]).catch((error) => this.fail(step.on, id, error));
  }

  private attempt(step: Step, ids: readonly string[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      const claimed = await this.outbox.claim(tx, step.on, ids);
      if (claimed.length > 0) await within(STEP_LIMIT_MS, step.run(tx, claimed));
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

/** What spins is ended by the worker's watchdog; what waits for ever is ended here. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('the step did not finish in time'), { name: 'StepTimeout' })), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
