import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock, LOG, nameOfError, SETTINGS, type Log, type Settings } from '@hotline/platform';
import { eventFor } from './event';
import { FeedRepository } from './feed.repository';
import { retryAfter, signatureOf, webhookKey } from './webhook-signature';
import { WebhookClient, whyNotUrl } from './webhook.client';
import { WebhooksRepository, type Webhook } from './webhooks.repository';

const LOOK_MS = 1_000;
const TAKE = 100;
/** Longer than one sending can take: then another worker may try. */
const HOLD_MS = 60_000;

/** Sends events to registered receivers, in order, at least once: the place moves on only when a receiver has confirmed. */
@Injectable()
export class WebhookSender implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private sending: Promise<unknown> | null = null;
  private stopped = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly hooks: WebhooksRepository,
    private readonly feed: FeedRepository,
    private readonly client: WebhookClient,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.schedule();
  }

  /** Sends what is due to every receiver that is due. */
  async look(): Promise<void> {
    while (!this.stopped) {
      const now = this.clock.now();
      const hook = await this.hooks.take(now, new Date(now.getTime() + HOLD_MS));
      if (!hook) return;
      await this.send(hook);
    }
  }

  private async send(hook: Webhook): Promise<void> {
    const { facts, next, isEnd } = await this.feed.after(hook.cursor, TAKE);
    const events = facts.flatMap((fact) => eventFor(fact, { viewer: hook.viewer }) ?? []);
    const now = this.clock.now();
    const again = isEnd ? new Date(now.getTime() + LOOK_MS) : now;
    if (events.length === 0) return this.hooks.confirmed(hook.id, next, null, again);
    const body = JSON.stringify({ webhookId: hook.id, events });
    const headers = { 'content-type': 'application/json', 'hotline-signature': signatureOf(webhookKey(this.settings.secret, hook.id), body, now) };
    const isAllowed = whyNotUrl(hook.url, this.settings.webhookHosts ?? []) === null;
    const status = isAllowed ? await this.client.post(hook.url, headers, body) : 0;
    if (status >= 200 && status < 300) return this.hooks.confirmed(hook.id, next, status, again);
    this.log.warn('A webhook was not confirmed; it will be sent again.', { status, attempts: hook.failures + 1 });
    await this.hooks.failed(hook.id, status, new Date(now.getTime() + retryAfter(hook.failures + 1)));
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.sending = this.look()
        .catch((error: unknown) => this.log.warn('Webhooks could not be sent.', { error: nameOfError(error) }))
        .finally(() => !this.stopped && this.schedule());
    }, LOOK_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.sending;
  }
}
