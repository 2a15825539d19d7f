import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, May, type Caller } from '@hotline/platform';
import { knownId } from './known-id';
import { MoveReportsDto, OtherIncidentDto, ReasonDto, SomeReportsDto } from './restructure.dto';
import { RestructureService } from './restructure.service';

/** What people do about reports that were linked wrongly, or not at all. Everything answers with the id by which it can be undone. */
@ApiTags('incidents')
@ApiBearerAuth()
@Controller('v1')
export class RestructureController {
  constructor(private readonly restructure: RestructureService) {}

  @Post('incidents/:id/merge')
  @HttpCode(201)
  @May('incident.restructure')
  @ApiOperation({ summary: 'Put all reports of another incident into this one; the other id keeps answering with a pointer' })
  merge(@Param('id') id: string, @Body() { other, reason }: OtherIncidentDto, @CurrentCaller() caller: Caller) {
    return this.restructure.merge(knownId(id), other, reason, caller);
  }

  @Post('incidents/:id/split')
  @HttpCode(201)
  @May('incident.restructure')
  @ApiOperation({ summary: 'Make some reports an incident of their own; it is remembered that they are not the same' })
  split(@Param('id') id: string, @Body() { reports, reason }: SomeReportsDto, @CurrentCaller() caller: Caller) {
    return this.restructure.split(knownId(id), reports, reason, caller);
  }

  @Post('incidents/:id/move')
  @HttpCode(201)
  @May('incident.restructure')
  @ApiOperation({ summary: 'Move some reports to another incident' })
  move(@Param('id') id: string, @Body() { to, reports, reason }: MoveReportsDto, @CurrentCaller() caller: Caller) {
    return this.restructure.move(knownId(id), to, reports, reason, caller);
  }

  @Post('incidents/:id/not-same')
  @HttpCode(201)
  @May('incident.restructure')
  @ApiOperation({ summary: 'Remember that two incidents are not the same: the service never puts their reports together' })
  notSame(@Param('id') id: string, @Body() { other, reason }: OtherIncidentDto, @CurrentCaller() caller: Caller) {
    return this.restructure.notSame(knownId(id), other, reason, caller);
  }

  @Post('incidents/:id/confirm')
  @HttpCode(201)
  @May('incident.restructure')
  @ApiOperation({ summary: 'Confirm that these reports belong to this incident' })
  confirm(@Param('id') id: string, @Body() { reports, reason }: SomeReportsDto, @CurrentCaller() caller: Caller) {
    return this.restructure.confirm(knownId(id), reports, reason, caller);
  }

  @Get('incidents/:id/restructurings')
  @May('incident.read')
  @ApiOperation({ summary: 'What people merged, split, moved, kept apart, confirmed and undid, newest first' })
  async list(@Param('id') id: string) {
    return { items: await this.restructure.ofIncident(knownId(id)), nextCursor: null };
  }

  @Post('restructurings/:id/undo')
  @HttpCode(201)
  @May('incident.restructure')
  @ApiOperation({ summary: 'Take back a merge, split, move, not-same or confirmation' })
  undo(@Param('id') id: string, @Body() { reason }: ReasonDto, @CurrentCaller() caller: Caller) {
    return this.restructure.undo(knownId(id), reason, caller);
  }
}
