import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Database, HotlineError, May } from '@hotline/platform';
import { Outbox, TOPICS, type QuarantinedWork, type Topic, type TopicDepth } from '@hotline/ledger';

export interface Health {
  status: 'up' | 'ready';
}

export interface OpenWork {
  topics: TopicDepth[];
  quarantined: QuarantinedWork[];
}

export interface ReopenedWork {
  status: 'open';
}

/** What the people who run the service look at: is it up, what waits, what was put aside. */
@ApiTags('operations')
@Controller()
export class OperationsController {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  @Get('health/live')
  @May('service.health')
  live(): Health {
    return { status: 'up' };
  }

  @Get('health/ready')
  @May('service.health')
  @ApiOperation({ summary: '200 when it can take reports' })
  async ready(): Promise<Health> {
    await this.database.query('SELECT 1').catch(() => {
      throw new HotlineError('service.unavailable');
    });
    return { status: 'ready' };
  }

  @Get('v1/admin/outbox')
  @May('operations.read')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Open and quarantined work of the pipeline' })
  async work(): Promise<OpenWork> {
    return { topics: await this.outbox.depth(), quarantined: await this.outbox.quarantined() };
  }

  @Post('v1/admin/outbox/:topic/:subjectId/retry')
  @HttpCode(202)
  @May('operations.act')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Open quarantined work again' })
  async retry(@Param('topic') topic: string, @Param('subjectId', new ParseUUIDPipe({ exceptionFactory: () => new HotlineError('not_found') })) subjectId: string): Promise<ReopenedWork> {
    const known = TOPICS.find((name): name is Topic => name === topic);
    if (!known || !(await this.outbox.retry(known, subjectId))) throw new HotlineError('not_found');
    this.outbox.poke();
    return { status: 'open' };
  }
}
