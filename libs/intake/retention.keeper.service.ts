import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LOG, nameOfError, type Log } from '@hotline/platform';
import { Retention } from './retention.service';

/** How often the worker looks, in milliseconds: once at its start, then every hour. Retention is counted in days. */
const LOOK_MS = 3_600_000;

/** Sees to it that what is due is destroyed though nobody asks. */
@Injectable()
export class RetentionKeeper implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly retention: Retention,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.looking = this.look();
    this.timer = setInterval(() => (this.looking = this.look()), LOOK_MS).unref();
  }

  private async look(): Promise<void> {
    try {
      await this.retention.destroyDue();
    } catch (error) {
      this.log.warn('What is due could not be destroyed; it will be tried again.', { error: nameOfError(error) });
    }
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.looking;
  }
}
