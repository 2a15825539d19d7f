import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { May } from '@hotline/platform';
import { Matches, ValidateIf } from 'class-validator';
import { BulletinService } from './bulletin.service';

/** A page among data: it may style itself, and nothing else. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export class BulletinQuery {
  @ApiPropertyOptional({ example: 'Asia/Damascus', description: 'Zone of the day; that of the regime when left out' })
  @ValidateIf((_: object, value: unknown) => value !== undefined)
  @Matches(/^[A-Za-z][\w+/-]{1,49}$/, { message: 'must be the name of a time zone' })
  timeZone?: string;

  @ApiPropertyOptional({ description: 'Size of an earlier checkpoint: the bulletin as it was known then' })
  @ValidateIf((_: object, value: unknown) => value !== undefined)
  @Matches(/^(0|[1-9]\d{0,14})$/, { message: 'must be the size of a checkpoint' })
  asOf?: string;
}

@ApiTags('bulletins')
@ApiBearerAuth()
@Controller('v1/bulletins')
export class BulletinsController {
  constructor(private readonly bulletins: BulletinService) {}

  @Get(':date')
  @May('bulletin.read')
  @ApiOperation({ summary: 'One day: counts by named rule and governorate, combat and arrests, rulings' })
  json(@Param('date') date: string, @Query() query: BulletinQuery) {
    return this.bulletins.json({ date, ...query });
  }

  @Get(':date/page')
  @May('bulletin.read')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  @Header('referrer-policy', 'no-referrer')
  @ApiProduces('text/html')
  @ApiOperation({ summary: 'The same as a page that prints well, with a chart and a map' })
  page(@Param('date') date: string, @Query() query: BulletinQuery): Promise<string> {
    return this.bulletins.page({ date, ...query });
  }
}
