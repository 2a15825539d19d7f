import { Controller, Get, Headers, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, HotlineError, May, type Caller } from '@hotline/platform';
import { parseEventId, type Listener } from './event';
import { EventsService, type Sink } from './events.service';
import { viewerOf } from './reveal';

interface Reply {
  hijack(): void;
  raw: Sink & { writeHead(status: number, headers: Record<string, string>): void };
}

@ApiTags('events')
@ApiBearerAuth()
@Controller('v1/events')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get()
  @May('event.read')
  @ApiProduces('text/event-stream')
  @ApiHeader({ name: 'last-event-id', required: false, description: 'Go on after this one; 0 from the beginning; without it from now' })
  @ApiOperation({ summary: 'What happens, as far as this role may know, as server-sent events; resumable without a gap' })
  async listen(@CurrentCaller() caller: Caller, @Headers('last-event-id') lastId: string | undefined, @Req() _request: unknown, @Res() reply: Reply): Promise<void> {
    const from = lastId === undefined ? null : parseEventId(lastId);
    if (lastId !== undefined && !from) throw new HotlineError('request.invalid', undefined, [{ field: 'last-event-id', problem: 'must be the id of an event, or 0' }]);
    const listener = listenerOf(caller); // a refusal must be said before the stream has begun
    const place = await this.events.place(from);
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', 'x-content-type-options': 'nosniff' });
    void this.events.stream(listener, place, reply.raw);
  }
}

function listenerOf(caller: Caller): Listener {
  if (caller.role !== 'liaison') return { viewer: viewerOf(caller) };
  if (!caller.partyCode) throw new HotlineError('auth.forbidden', 'This liaison speaks for no party.');
  return { party: caller.partyCode };
}
