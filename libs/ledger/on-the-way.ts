// on-the-way.ts - how many batches of each topic were handed to Redis and not yet seen to end.
import type { Topic } from './fact';

/**
 * An estimate that only steers how much is handed on next. Batches of other relays end here too, and ours end elsewhere;
 * `correct` brings it back to what Redis says.
 */
export class OnTheWay {
  private readonly batches = new Map<Topic, { count: number; heardAt: number }>();
  private working = 0;

  /** `now` is a monotonic clock in milliseconds. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Whether a step is running in this process. */
  get atWork(): boolean {
    return this.working > 0;
  }

  of(topic: Topic): number {
    return this.batches.get(topic)?.count ?? 0;
  }

  /** Milliseconds since anything of this topic was sent, ended or asked about. */
  quietFor(topic: Topic): number {
    return this.now() - (this.batches.get(topic)?.heardAt ?? 0);
  }

  sent(topic: Topic, batches: number): void {
    this.set(topic, this.of(topic) + batches);
  }

  began(): void {
    this.working++;
  }

  ended(topic: Topic): void {
    this.working--;
    this.set(topic, Math.max(0, this.of(topic) - 1));
  }

  /** Never more than what Redis still holds. */
  correct(topic: Topic, waiting: number): void {
    this.set(topic, Math.min(this.of(topic), waiting));
  }

  private set(topic: Topic, count: number): void {
    this.batches.set(topic, { count, heardAt: this.now() });
  }
}
