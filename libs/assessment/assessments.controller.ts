import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { knownAtOf } from '@hotline/agreement';
import { HotlineError, May } from '@hotline/platform';
import { AssessmentRepository } from './assessment.repository';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@ApiTags('incidents')
@ApiBearerAuth()
@Controller('v1/incidents')
export class AssessmentsController {
  constructor(private readonly assessments: AssessmentRepository) {}

  @Get(':id/assessments')
  @May('incident.read')
  @ApiOperation({ summary: 'Every assessment of an incident whole, the standing one first; with asKnownAt, those that had been made by then' })
  @ApiQuery({ name: 'asKnownAt', required: false, example: '2016-03-01T00:00:00Z' })
  async ofIncident(@Param('id') id: string, @Query('asKnownAt') asKnownAt?: string) {
    const items = UUID.test(id) ? await this.assessments.ofIncident(id, knownAtOf(asKnownAt)) : [];
    if (items.length === 0) throw new HotlineError('not_found');
    return { items, nextCursor: null };
  }
}
