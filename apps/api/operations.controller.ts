import { Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Database, HotlineError, May } from '@hotline/platform';
import { Outbox, TOPICS, type Topic } from '@hotline/ledger';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What the people who run the service look at: is it up, what waits, what was put aside. */
@ApiTags('operations')
@Controller()
export class OperationsController {
  private readonly metrics = new Registry();
  private readonly open = new Gauge({ name: 'hotline_outbox_open', help: 'Open work by topic', labelNames: ['topic'], registers: [this.metrics] });
  private readonly aside = new Gauge({ name: 'hotline_outbox_quarantined', help: 'Quarantined work by topic', labelNames: ['topic'], registers: [this.metrics] });
  private readonly oldest = new Gauge({ name: 'hotline_outbox_oldest_seconds', help: 'Age of the oldest open work', labelNames: ['topic'], registers: [this.metrics] });

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    collectDefaultMetrics({ register: this.metrics });
  }

  @Get('health/live')
  @May('service.health')
  live(): { status: string } {
    return { status: 'up' };
  }

  @Get('health/ready')
  @May('service.health')
  @ApiOperation({ summary: '200 when it can take reports' })
  async ready(): Promise<{ status: string }> {
    await this.database.query('SELECT 1').catch(() => {
      throw new HotlineError('service.unavailable');
    });
    return { status: 'ready' };
  }

  @Get('metrics')
  @May('service.health')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async prometheus(): Promise<string> {
    for (const { topic, open, quarantined, oldestSeconds } of await this.outbox.depth()) {
      this.open.set({ topic }, open);
      this.aside.set({ topic }, quarantined);
      this.oldest.set({ topic }, oldestSeconds);
    }
    return this.metrics.metrics();
  }

  @Get('v1/admin/outbox')
  @May('operations.read')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Open and quarantined work of the pipeline' })
  async work() {
    return { topics: await this.outbox.depth(), quarantined: await this.outbox.quarantined() };
  }

  @Post('v1/admin/outbox/:topic/:subjectId/retry')
  @HttpCode(202)
  @May('operations.act')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Open quarantined work again' })
  async retry(@Param('topic') topic: string, @Param('subjectId', ParseUUIDPipe) subjectId: string): Promise<{ status: string }> {
    const known = TOPICS.find((name): name is Topic => name === topic);
    if (!known || !(await this.outbox.retry(known, subjectId))) throw new HotlineError('not_found');
    this.outbox.poke();
    return { status: 'open' };
  }
}
