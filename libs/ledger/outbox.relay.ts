import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Ids, LOG, nameOfError, SETTINGS, type Log, type Settings } from '@hotline/platform';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { TOPICS, type Topic } from './fact';
import { Outbox, WORK_CHANNEL, type Work } from './outbox.repository';
import { StepRunner } from './step-runner.service';
import { OnTheWay } from './on-the-way';
import { wasSetBack, type Reading } from './set-back';
import type { Pipeline, Step } from './step';
import { subjectsOf } from './subjects-of';

export const PIPELINE = Symbol('pipeline');

/** A poll when nobody called: what a lost notification costs, in milliseconds. */
const POLL_MS = 250;
/** After this long, work handed to Redis and not done is handed on again, in seconds. */
const FORGOTTEN_S = 10;
/**
 * While steps are at work, waiting work gathers, so that the next batch is larger and costs less each: this many milliseconds
 * for every row of the last batch, at most the second figure. A trickle does not wait, a flood waits until it pays.
 */
const GATHER_MS_PER_ROW = 2;
const GATHER_MS_AT_MOST = 50;
/** A key that is there as long as what was handed to Redis is: whoever can set it anew knows that Redis was wiped. */
const NOT_WIPED = 'hotline:not-wiped';
/** Batches of a topic per worker lane that may be on their way: one at work, one ready for it. More would only grow old in Redis. */
const AHEAD = 2;
/** A Redis that is asked and says nothing for so long is away, though it holds on to the connection, in milliseconds. */
const SILENCE_MS = 2_000;
/** How long a full topic may hear nothing before the relay asks Redis what is really waiting, in milliseconds. */
const DOUBT_MS = 100;

/**
 * Carries ids from the outbox to BullMQ and from BullMQ to the steps. Redis is the fast way to hear that there is work;
 * wiping it costs two seconds, losing one job `FORGOTTEN_S`, because every row stays in PostgreSQL until its step has committed.
 */
@Injectable()
export class OutboxRelay implements OnModuleInit, OnModuleDestroy {
  private readonly queues = new Map<Topic, Queue>();
  private readonly workers: Worker[] = [];
  private readonly connections: Redis[] = [];
  private producer: Redis | null = null;
  private listener: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private gathering: (() => void) | null = null;
  private lastTaken = 0;
  private readonly onTheWay = new OnTheWay();
  private stopped = false;
  private lastReconcile = 0;
  private clockReading: Reading | null = null;
  /** True after a start and after Redis was away or wiped: what was handed on before may be forgotten, and need not be waited for. */
  private doubtful = true;
  /** Jobs that broke off because PostgreSQL was away: nobody else knows that they are due again. */
  private readonly brokenOff: Work[] = [];
  /** False for one pass after work was forgotten: Redis, or a consumer of it, may be stuck, and that must not hold work up. */
  private redisIsTrusted = true;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(PIPELINE) private readonly pipeline: Pipeline,
    @Inject(LOG) private readonly log: Log,
    private readonly outbox: Outbox,
    private readonly runner: StepRunner,
    private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    const connect = (blocking: boolean) => {
      const redis = new Redis(this.settings.redisUrl, {
        maxRetriesPerRequest: blocking ? null : 1,
        enableOfflineQueue: blocking,
        ...(blocking ? {} : { commandTimeout: SILENCE_MS, socketTimeout: SILENCE_MS }), // a consumer is silent by nature
        retryStrategy: (times) => Math.min(times * 200, 2_000),
      });
      redis.on('error', () => undefined); // state is seen through failing commands; the log would only repeat it
      this.connections.push(redis); // BullMQ leaves connections it was given open
      return redis;
    };
    const producer = (this.producer = connect(false));
    producer.on('close', () => (this.doubtful = true));
    producer.on('ready', () => this.wake());
    for (const topic of TOPICS) {
      const { step, concurrency } = this.pipeline[topic];
      const queue = new Queue(queueName(topic), { connection: producer });
      const worker = new Worker<unknown>(queueName(topic), (job) => this.work(topic, step, subjectsOf(job.data)), {
        connection: connect(true),
        concurrency,
        maxStalledCount: 100, // attempts are counted in PostgreSQL, not here
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      });
      queue.on('error', () => undefined);
      worker.on('error', () => undefined);
      worker.on('failed', (job) => this.brokenOff.push(...subjectsOf(job?.data).map((subjectId) => ({ topic, subjectId }))));
      this.queues.set(topic, queue);
      this.workers.push(worker);
    }
    this.outbox.heardBy(() => this.wake());
    void this.listen();
    this.wake();
  }

  private async work(topic: Topic, step: Step, subjectIds: readonly string[]): Promise<void> {
    this.onTheWay.began();
    try {
      await this.runner.run(step, subjectIds);
    } finally {
      this.onTheWay.ended(topic);
      this.outbox.poke();
    }
  }

  /** Soon looks for waiting work. Calls during a pass are folded into one more pass. */
  wake(): void {
    if (this.stopped) return;
    this.again = true;
    if (!this.onTheWay.atWork) this.gathering?.();
    this.running ??= this.passes().finally(() => {
      this.running = null;
      if (this.timer) clearTimeout(this.timer);
      if (!this.stopped) this.timer = setTimeout(() => this.wake(), POLL_MS);
    });
  }

  private async passes(): Promise<void> {
    while (this.again && !this.stopped) {
      if (this.onTheWay.atWork) await this.gather();
      this.again = false;
      try {
        await this.reconcile();
        const room = await this.room();
        if (room.size === 0) continue;
        const work = await this.outbox.take(room);
        if (work.length > 0) this.lastTaken = work.length;
        await this.handOn(work);
      } catch (error) {
        this.log.warn('The relay could not hand work on; it stays in the outbox.', { error: nameOfError(error) });
        return;
      }
    }
  }

  /** Waits while steps are at work, but not long: alone, a report never waits here. */
  private gather(): Promise<void> {
    return new Promise((done) => {
      const end = () => {
        clearTimeout(timer);
        this.gathering = null;
        done();
      };
      const timer = setTimeout(end, Math.min(this.lastTaken * GATHER_MS_PER_ROW, GATHER_MS_AT_MOST));
      this.gathering = end;
    });
  }

  /** Subjects of each topic that can be handed on now; a topic with enough on its way is left out. */
  private async room(): Promise<Map<Topic, number>> {
    const room = new Map<Topic, number>();
    for (const topic of TOPICS) {
      const { batch, concurrency } = this.pipeline[topic];
      const most = concurrency * AHEAD;
      if (this.onTheWay.of(topic) >= most && this.onTheWay.quietFor(topic) > DOUBT_MS) {
        this.onTheWay.correct(topic, await this.queues.get(topic)!.getWaitingCount().catch(() => 0)); // other workers took some, or Redis was wiped, or it is away
      }
      const free = most - this.onTheWay.of(topic);
      if (free > 0) room.set(topic, free * batch);
    }
    return room;
  }

  private async reconcile(): Promise<void> {
    const now = performance.now();
    if (now - this.lastReconcile < 1_000) return;
    this.lastReconcile = now;
    const brokenOff = [...this.brokenOff];
    if (brokenOff.length > 0) await this.outbox.giveBack(brokenOff);
    this.brokenOff.splice(0, brokenOff.length);
    await this.lookAtTheClock();
    this.lookAtRedis();
    const isDoubtful = this.doubtful && this.producer?.status === 'ready';
    const count = await this.outbox.reopenOlderThan(isDoubtful ? 0 : FORGOTTEN_S);
    if (isDoubtful) this.doubtful = false;
    else if (count > 0) this.redisIsTrusted = false;
    if (count > 0) this.log.warn('Sent work again that had not been done.', { count });
  }

  /** Not waited for: a Redis that does not answer must not hold work up. */
  private lookAtRedis(): void {
    if (this.producer?.status !== 'ready') return;
    this.producer.set(NOT_WIPED, '1', 'NX').then((set) => (this.doubtful ||= set === 'OK'), () => undefined);
  }

  /** Until then, work of before the change would wait for its hour to come again. */
  private async lookAtTheClock(): Promise<void> {
    const reading = { wallMs: await this.outbox.serverTime(), steadyMs: performance.now() };
    const count = wasSetBack(this.clockReading, reading) ? await this.outbox.bringBackFromTheFuture() : 0;
    this.clockReading = reading;
    if (count > 0) this.log.warn("The database server's clock was set back; its work is due now.", { count });
  }

  private async handOn(work: readonly Work[]): Promise<void> {
    const isTrusted = this.redisIsTrusted;
    this.redisIsTrusted = true;
    if (!isTrusted || this.producer?.status !== 'ready') return this.doHere(work);
    try {
      for (const topic of TOPICS) {
        const subjects = work.filter((item) => item.topic === topic).map((item) => item.subjectId);
        if (subjects.length === 0) continue;
        const jobs = this.jobs(topic, subjects);
        this.onTheWay.sent(topic, jobs.length);
        await this.queues.get(topic)!.addBulk(jobs);
      }
    } catch (error) {
      this.log.warn('Redis took no work; it is done without it.', { error: nameOfError(error) });
      await this.doHere(work);
    }
  }

  /** Slower, because one batch follows the other, but it needs PostgreSQL alone. What a job does as well finds nothing left to do. */
  private async doHere(work: readonly Work[]): Promise<void> {
    for (const topic of TOPICS) {
      const subjects = work.filter((item) => item.topic === topic).map((item) => item.subjectId);
      for (const { data } of this.jobs(topic, subjects)) if (!this.stopped) await this.runner.run(this.pipeline[topic].step, data);
    }
  }

  private jobs(topic: Topic, subjects: readonly string[]) {
    const size = this.pipeline[topic].batch;
    const jobs = [];
    for (let from = 0; from < subjects.length; from += size) {
      jobs.push({ name: topic, data: subjects.slice(from, from + size), opts: { jobId: `${queueName(topic)}-${this.ids.uuid()}` } });
    }
    return jobs;
  }

  /** Hears the pokes of other processes. Without this connection polling goes on; it is tried again until it stands. */
  private async listen(): Promise<void> {
    if (this.stopped) return;
    const client = new Client({ connectionString: this.settings.databaseUrl, application_name: 'hotline listener', keepAlive: true });
    const again = () => {
      if (this.listener !== client) return;
      this.listener = null;
      client.end().catch(() => undefined);
      if (!this.stopped) setTimeout(() => void this.listen(), 1_000).unref();
    };
    this.listener = client;
    client.on('error', again);
    client.on('end', again);
    client.on('notification', () => this.wake());
    await client.connect().then(() => client.query(`LISTEN ${WORK_CHANNEL}`)).catch(again);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    this.outbox.heardBy(null);
    this.gathering?.();
    if (this.timer) clearTimeout(this.timer);
    await this.running?.catch(() => undefined);
    // A consumer ends in good order once Redis has answered its last question; a Redis that is away never will.
    const isAway = this.producer?.status !== 'ready';
    await Promise.all(this.workers.map((worker) => worker.close(isAway)));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    for (const connection of this.connections) connection.disconnect();
    await this.listener?.end().catch(() => undefined);
  }
}

function queueName(topic: Topic): string {
  return topic.replace('.', '-');
}
