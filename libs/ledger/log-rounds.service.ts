import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LOG, nameOfError, type Log } from '@hotline/platform';
import { LogSequencer } from './log.sequencer';
import { WitnessRounds } from './witness.client';

/** Between two looks for facts without an index, in milliseconds. */
const SEQUENCE_EVERY_MS = 500;
/** Between two rounds to the witnesses, in milliseconds. */
const COSIGN_EVERY_MS = 5_000;

/** In the worker: keeps the log's head current and takes it to the witnesses. Nobody waits for either. */
@Injectable()
export class LogRounds implements OnModuleInit, OnModuleDestroy {
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    @Inject(LOG) private readonly log: Log,
    private readonly sequencer: LogSequencer,
    private readonly witnesses: WitnessRounds,
  ) {}

  onModuleInit(): void {
    this.every(SEQUENCE_EVERY_MS, 'The log could not be sequenced; facts keep waiting.', () => this.sequencer.pass());
    this.every(COSIGN_EVERY_MS, 'The witnesses could not be asked; the log goes on without.', () => this.witnesses.round());
  }

  private every(ms: number, complaint: string, work: () => Promise<unknown>): void {
    if (this.stopped) return;
    const run = work()
      .catch((error: unknown) => this.log.warn(complaint, { error: nameOfError(error) }))
      .then(() => {
        this.running.delete(run);
        if (this.stopped) return;
        const timer = setTimeout(() => {
          this.timers.delete(timer);
          this.every(ms, complaint, work);
        }, ms);
        this.timers.add(timer);
      });
    this.running.add(run);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.running);
  }
}
