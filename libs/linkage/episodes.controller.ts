import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, May, type Caller } from '@hotline/platform';
import { OpenEpisodeDto, SomeIncidentsDto } from './episodes.dto';
import { EpisodesService } from './episodes.service';
import { knownId } from './known-id';

/** Sieges, sweeps, things that last for days: incidents that only people join. */
@ApiTags('incidents')
@ApiBearerAuth()
@Controller('v1/episodes')
export class EpisodesController {
  constructor(private readonly episodes: EpisodesService) {}

  @Post()
  @HttpCode(201)
  @May('incident.restructure')
  @ApiOperation({ summary: 'Name an episode and its first incidents; none of them changes by it' })
  open(@Body() { name, incidents, reason }: OpenEpisodeDto, @CurrentCaller() caller: Caller) {
    return this.episodes.open(name, incidents, reason, caller);
  }

  @Get()
  @May('incident.read')
  @ApiOperation({ summary: 'The episodes that were opened last' })
  newest() {
    return this.episodes.newest();
  }

  @Get(':id')
  @May('incident.read')
  @ApiOperation({ summary: 'One episode: its incidents, and who joined or took out which of them and why' })
  one(@Param('id') id: string) {
    return this.episodes.one(knownId(id));
  }

  @Post(':id/join')
  @HttpCode(201)
  @May('incident.restructure')
  @ApiOperation({ summary: 'Add incidents to an episode' })
  @ApiResponse({ status: 409, description: 'One of them is part of it already' })
  join(@Param('id') id: string, @Body() { incidents, reason }: SomeIncidentsDto, @CurrentCaller() caller: Caller) {
    return this.episodes.join(knownId(id), incidents, reason, caller);
  }

  @Post(':id/leave')
  @HttpCode(201)
  @May('incident.restructure')
  @ApiOperation({ summary: 'Take incidents out of an episode; that they were in it stays known' })
  @ApiResponse({ status: 409, description: 'One of them is not part of it' })
  leave(@Param('id') id: string, @Body() { incidents, reason }: SomeIncidentsDto, @CurrentCaller() caller: Caller) {
    return this.episodes.leave(knownId(id), incidents, reason, caller);
  }
}
