import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Matches, ValidateIf } from 'class-validator';
import { CurrentCaller, May, type Caller } from '@hotline/platform';
import { NoticesRepository } from './notices.repository';
import { viewerOf } from './reveal';

const PAGE = 100;

class ListNoticesQuery {
  @ApiPropertyOptional({ description: 'nextCursor of the page before' })
  @ValidateIf((_: object, value: unknown) => value !== undefined)
  @Matches(/^[1-9]\d{0,17}$/, { message: 'must be the nextCursor of an earlier page' })
  cursor?: string;
}

@ApiTags('secretariat')
@ApiBearerAuth()
@Controller('v1/notices')
export class NoticesController {
  constructor(private readonly notices: NoticesRepository) {}

  @Get()
  @May('notice.read')
  @ApiOperation({ summary: 'What the secretariat is told: deadlines, silences, opinions on own forces. Newest first' })
  async list(@Query() { cursor }: ListNoticesQuery, @CurrentCaller() caller: Caller) {
    const found = await this.notices.page(viewerOf(caller), cursor ?? null, PAGE + 1);
    const items = found.slice(0, PAGE);
    return { items, nextCursor: found.length > PAGE ? items.at(-1)!.seq : null };
  }
}
