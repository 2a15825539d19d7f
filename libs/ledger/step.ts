import type { EntityManager } from 'typeorm';
import type { Topic } from './fact';

/** One stage of the pipeline. Ids in, never content; it records what it found and does not know its neighbours. */
export interface Step {
  readonly on: Topic;
  /** One transaction for the whole batch. May run twice, late or out of order: a second run changes nothing. */
  run(tx: EntityManager, subjectIds: readonly string[]): Promise<void>;
}

/** What the pipeline says of a topic: which step consumes it, and how much it takes at once. */
export interface Stage {
  step: Step;
  /** Subjects per transaction when there is a backlog. */
  batch: number;
  /** Batches of this stage that one worker runs side by side. */
  concurrency: number;
}
export type Pipeline = Readonly<Record<Topic, Stage>>;
