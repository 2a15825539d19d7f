import { Controller, Get, Header } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { LogService, Outbox } from '@hotline/ledger';
import { Clock, May } from '@hotline/platform';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What alarms are made of: work that waits or was put aside, and a log that is not signed or not cosigned. Read when asked for. */
@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  private readonly metrics = new Registry();
  private readonly open = this.gauge('hotline_outbox_open', 'Open work by topic', ['topic']);
  private readonly aside = this.gauge('hotline_outbox_quarantined', 'Quarantined work by topic', ['topic']);
  private readonly oldest = this.gauge('hotline_outbox_oldest_seconds', 'Age of the oldest open work by topic', ['topic']);
  private readonly size = this.gauge('hotline_log_size', 'Entries under the newest checkpoint');
  private readonly waiting = this.gauge('hotline_log_facts_wait', '1 while facts wait for their index');
  private readonly checkpoint = this.gauge('hotline_log_checkpoint_age_seconds', 'Age of the newest checkpoint');
  private readonly cosigned = this.gauge('hotline_log_cosignature_age_seconds', 'Age of the newest cosignature by witness; absent before its first', ['witness']);
  private readonly behind = this.gauge('hotline_log_cosigned_behind', 'Entries of the log that a witness has not cosigned', ['witness']);

  constructor(
    private readonly outbox: Outbox,
    private readonly log: LogService,
    private readonly clock: Clock,
  ) {
    collectDefaultMetrics({ register: this.metrics });
  }

  @Get()
  @May('service.health')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiProduces('text/plain')
  async prometheus(): Promise<string> {
    await Promise.all([this.readOutbox(), this.readLog()]);
    return this.metrics.metrics();
  }

  private async readOutbox(): Promise<void> {
    for (const { topic, open, quarantined, oldestSeconds } of await this.outbox.depth()) {
      this.open.set({ topic }, open);
      this.aside.set({ topic }, quarantined);
      this.oldest.set({ topic }, oldestSeconds);
    }
  }

  private async readLog(): Promise<void> {
    const { size, factsWait, checkpointMadeAt, witnesses } = await this.log.status();
    const age = (at: Date) => (this.clock.now().getTime() - at.getTime()) / 1000;
    this.size.set(size);
    this.waiting.set(Number(factsWait));
    this.checkpoint.set(age(checkpointMadeAt));
    for (const { witness, cosignedSize, cosignedAt } of witnesses) {
      this.behind.set({ witness }, size - (cosignedSize ?? 0));
      if (cosignedAt) this.cosigned.set({ witness }, age(cosignedAt));
    }
  }

  private gauge<Label extends string>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.metrics] });
  }
}
