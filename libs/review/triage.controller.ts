import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, May, type Caller } from '@hotline/platform';
import { bodyOf } from './body';
import { SaveFilterDto, SetTriageDto, TriageQuery } from './triage.dto';
import { TriageService } from './triage.service';

@ApiTags('triage')
@ApiBearerAuth()
@Controller('v1')
export class TriageController {
  constructor(private readonly triage: TriageService) {}

  @Get('triage')
  @May('triage.read')
  @ApiOperation({ summary: "This side's queue: gravity, threat, age; pages stay correct while new incidents arrive" })
  page(@Query() query: TriageQuery, @CurrentCaller() caller: Caller) {
    return this.triage.page(query, caller);
  }

  @Get('triage/counts')
  @May('triage.read')
  @ApiOperation({ summary: "How many of this side's queue stand where" })
  counts(@Query() query: TriageQuery, @CurrentCaller() caller: Caller) {
    return this.triage.counts(caller, query.side);
  }

  @Get('triage/filters')
  @May('triage.filter')
  @ApiOperation({ summary: 'My saved filters' })
  filters(@CurrentCaller() caller: Caller) {
    return this.triage.filters(caller);
  }

  @Post('triage/filters')
  @HttpCode(201)
  @May('triage.filter')
  @ApiOperation({ summary: 'Save a filter under a name, or change it' })
  @ApiBody({ type: SaveFilterDto })
  saveFilter(@Body() bytes: Buffer, @CurrentCaller() caller: Caller) {
    return this.triage.saveFilter(bodyOf(SaveFilterDto, bytes), caller);
  }

  @Delete('triage/filters/:id')
  @HttpCode(204)
  @May('triage.filter')
  @ApiOperation({ summary: 'Forget a saved filter' })
  removeFilter(@Param('id') id: string, @CurrentCaller() caller: Caller) {
    return this.triage.removeFilter(id, caller);
  }

  @Put('incidents/:id/triage')
  @May('triage.work')
  @ApiOperation({ summary: 'Say how this side sees the threat, and who of it takes the incident' })
  @ApiBody({ type: SetTriageDto })
  set(@Param('id') id: string, @Body() bytes: Buffer, @CurrentCaller() caller: Caller) {
    return this.triage.set(id, bodyOf(SetTriageDto, bytes), caller);
  }

  @Post('incidents/:id/lease')
  @HttpCode(200)
  @May('triage.work')
  @ApiOperation({ summary: 'Take an incident to work on, or prolong it: colleagues see who, the other side sees "in review"' })
  @ApiResponse({ status: 409, description: 'A colleague of this side works on it' })
  lease(@Param('id') id: string, @CurrentCaller() caller: Caller) {
    return this.triage.lease(id, caller);
  }

  @Delete('incidents/:id/lease')
  @HttpCode(204)
  @May('triage.work')
  @ApiOperation({ summary: 'Give it back' })
  release(@Param('id') id: string, @CurrentCaller() caller: Caller) {
    return this.triage.release(id, caller);
  }
}
