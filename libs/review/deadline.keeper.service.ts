import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock, Database, LOG, nameOfError, type Log } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { DeadlinesRepository, type Deadline, type DeadlineKind } from './deadlines.repository';
import { OpinionsService } from './opinions.service';
import { RequestsService } from './requests.service';

/** How often the worker looks at the clock, in milliseconds. */
const LOOK_MS = 1_000;
const TAKE = 100;

/** Does what falls due by the passing of time alone. Any number of workers may run one: each deadline is handled once. */
@Injectable()
export class DeadlineKeeper implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly deadlines: DeadlinesRepository,
    private readonly opinions: OpinionsService,
    private readonly requests: RequestsService,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.schedule();
  }

  /** Handles what is due now. */
  async look(): Promise<void> {
    for (let found = TAKE; found === TAKE && !this.stopped; ) {
      const due = await this.deadlines.due(this.clock.now(), TAKE);
      found = due.length;
      for (const deadline of due) await this.handle(deadline);
    }
  }

  private async handle(deadline: Deadline): Promise<void> {
    try {
      await this.database.transaction(async (tx) => {
        if (await this.deadlines.claim(tx, deadline, this.clock.now())) await this.handlers[deadline.kind](tx, deadline.subjectId);
      });
    } catch (error) {
      this.log.warn('A deadline could not be handled; it will be tried again.', { topic: deadline.kind, error: nameOfError(error) });
      await this.deadlines.postpone(deadline, this.clock.now());
    }
  }

  private readonly handlers: Readonly<Record<DeadlineKind, (tx: EntityManager, subjectId: string) => Promise<void>>> = {
    OPINIONS: (tx, incidentId) => this.opinions.settle(tx, incidentId),
    REMINDER: (tx, incidentId) => this.opinions.remind(tx, incidentId),
    REQUEST: (tx, requestId) => this.requests.settle(tx, requestId),
  };

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look()
        .catch((error: unknown) => this.log.warn('The deadlines could not be looked at.', { error: nameOfError(error) }))
        .finally(() => !this.stopped && this.schedule());
    }, LOOK_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.looking;
  }
}
