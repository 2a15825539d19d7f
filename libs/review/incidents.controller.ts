import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { knownAtOf } from '@hotline/agreement';
import { CurrentCaller, May, type Caller } from '@hotline/platform';
import { bodyOf } from './body';
import { DecideVerificationDto } from './decide-verification.dto';
import { FileOpinionDto } from './file-opinion.dto';
import { IncidentKnownAt } from './incident-known-at.service';
import type { IncidentAsKnownAt, IncidentDetail } from './incident-view';
import { IncidentsService } from './incidents.service';
import { ListIncidentsQuery } from './list-incidents.dto';
import { OpinionsService } from './opinions.service';
import { VerificationService } from './verification.service';

@ApiTags('incidents')
@ApiBearerAuth()
@Controller('v1/incidents')
export class IncidentsController {
  constructor(
    private readonly incidents: IncidentsService,
    private readonly knownAt: IncidentKnownAt,
    private readonly opinions: OpinionsService,
    private readonly verifications: VerificationService,
  ) {}

  @Get()
  @May('incident.read')
  @ApiOperation({ summary: 'Incidents, a page at a time; pages stay correct while new incidents arrive' })
  @ApiResponse({ status: 200, description: '{ items, nextCursor }' })
  list(@Query() query: ListIncidentsQuery, @CurrentCaller() caller: Caller) {
    return this.incidents.list(query, caller);
  }

  @Get(':id')
  @May('incident.read')
  @ApiOperation({ summary: 'One incident: its reports by pseudonym, links with their evidence, assessment, opinions as far as revealed, history' })
  @ApiResponse({ status: 404, description: 'No such incident' })
  @ApiQuery({ name: 'asKnownAt', required: false, description: 'What had been linked, assessed and recorded by then, and nothing later' })
  detail(@Param('id') id: string, @CurrentCaller() caller: Caller, @Query('asKnownAt') asKnownAt?: string): Promise<IncidentDetail | IncidentAsKnownAt> {
    const knownAt = knownAtOf(asKnownAt);
    return knownAt ? this.knownAt.detail(id, knownAt, caller) : this.incidents.detail(id, caller);
  }

  @Post(':id/opinion')
  @HttpCode(201)
  @May('opinion.file')
  @ApiOperation({ summary: "File one's side's opinion: sealed from the other side until both have filed" })
  @ApiBody({ type: FileOpinionDto })
  @ApiResponse({ status: 201, description: 'The opinion as filed, and the determination as it now stands' })
  @ApiResponse({ status: 409, description: 'This side has filed already, or the incident is not verified' })
  fileOpinion(@Param('id') id: string, @Body() bytes: Buffer, @CurrentCaller() caller: Caller) {
    return this.opinions.file(id, bodyOf(FileOpinionDto, bytes), caller);
  }

  @Post(':id/verification')
  @HttpCode(201)
  @May('incident.verify')
  @ApiOperation({ summary: 'Verify or reject the facts by hand, with a reason' })
  @ApiBody({ type: DecideVerificationDto })
  @ApiResponse({ status: 201, description: 'The decision, and the incident as it now stands' })
  verify(@Param('id') id: string, @Body() bytes: Buffer, @CurrentCaller() caller: Caller) {
    return this.verifications.decide(id, bodyOf(DecideVerificationDto, bytes), caller);
  }
}
