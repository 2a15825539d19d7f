import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsIn, Length } from 'class-validator';
import { Clock, CurrentCaller, HotlineError, May, SETTINGS, type Caller, type Settings } from '@hotline/platform';
import { bodyOf } from './body';
import { FeedRepository } from './feed.repository';
import { isIncidentId } from './incident-view';
import type { Viewer } from './reveal';
import { webhookKey } from './webhook-signature';
import { whyNotUrl } from './webhook.client';
import { WebhooksRepository, type Webhook } from './webhooks.repository';

const VIEWERS: readonly Viewer[] = ['US', 'RU', 'OSE', 'AUDITOR'];

class RegisterWebhookDto {
  @ApiProperty({ example: 'https://mission.example/hotline', description: 'Its host has to be in HOTLINE_WEBHOOK_HOSTS' })
  @Length(1, 500, { message: 'must be text of 1 to 500 characters' })
  url!: string;

  @ApiProperty({ enum: VIEWERS, description: 'Whose view of the events is sent' })
  @IsIn([...VIEWERS], { message: `must be one of ${VIEWERS.join(', ')}` })
  viewer!: Viewer;
}

export interface RegisteredWebhook extends Pick<Webhook, 'id' | 'url' | 'viewer'> {
  /** With which deliveries are signed; shown here only. */
  key: string;
}

export type WebhookView = Omit<Webhook, 'cursor'>;

@ApiTags('events')
@ApiBearerAuth()
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly hooks: WebhooksRepository,
    private readonly feed: FeedRepository,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(201)
  @May('webhook.manage')
  @ApiOperation({ summary: 'Send events to a receiver on the list of allowed hosts, from now on' })
  @ApiBody({ type: RegisterWebhookDto })
  @ApiResponse({ status: 201, description: 'The key with which deliveries are signed: shown here only' })
  async register(@Body() bytes: Buffer, @CurrentCaller() { accountId }: Caller): Promise<RegisteredWebhook> {
    const { url, viewer } = bodyOf(RegisterWebhookDto, bytes);
    const problem = whyNotUrl(url, this.settings.webhookHosts ?? []);
    if (problem) throw new HotlineError('request.invalid', undefined, [{ field: 'url', problem }]);
    const id = await this.hooks.add({ url, viewer, cursor: await this.feed.end(), accountId, at: this.clock.now() });
    return { id, url, viewer, key: webhookKey(this.settings.secret, id) };
  }

  @Get()
  @May('webhook.manage')
  @ApiOperation({ summary: 'Receivers, and how the last delivery went' })
  async list() {
    return { items: (await this.hooks.list()).map(({ cursor: _, ...hook }): WebhookView => hook), nextCursor: null };
  }

  @Delete(':id')
  @HttpCode(204)
  @May('webhook.manage')
  @ApiOperation({ summary: 'Send nothing there any more' })
  async remove(@Param('id') id: string): Promise<void> {
    if (!isIncidentId(id) || !(await this.hooks.remove(id, this.clock.now()))) throw new HotlineError('not_found');
  }
}
