import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiKeyRepository, CurrentCaller, May, type Caller } from '@hotline/platform';
import { IssueKeyDto, ReleaseReportDto, RevokeKeyDto, RotateKeyDto } from './keys.dto';
import { KeysService } from './keys.service';
import { QuarantineRepository } from './quarantine.repository';

@ApiTags('keys')
@ApiBearerAuth()
@Controller('v1/admin/keys')
export class KeysController {
  constructor(
    private readonly keys: KeysService,
    private readonly repository: ApiKeyRepository,
    private readonly quarantined: QuarantineRepository,
  ) {}

  @Get()
  @May('key.manage')
  @ApiOperation({ summary: 'Every key with its state; secrets are not known here' })
  async list() {
    return { items: await this.repository.list(), nextCursor: null };
  }

  @Get('quarantine')
  @May('key.manage')
  @ApiOperation({ summary: 'Reports of keys that may have been in other hands, until somebody has looked' })
  async quarantine() {
    return { items: await this.quarantined.open(), nextCursor: null };
  }

  @Post('quarantine/:reportId/release')
  @HttpCode(200)
  @May('key.manage')
  @ApiOperation({ summary: 'Somebody has looked at the report: it is heard as a source again' })
  release(@Param('reportId') reportId: string, @Body() dto: ReleaseReportDto, @CurrentCaller() by: Caller) {
    return this.keys.release(reportId, dto, by);
  }

  @Post()
  @HttpCode(201)
  @May('key.manage')
  @ApiOperation({ summary: 'Issue a key; this answer is the only place where it is ever shown' })
  issue(@Body() dto: IssueKeyDto, @CurrentCaller() by: Caller) {
    return this.keys.issue(dto, by);
  }

  @Post(':kid/rotate')
  @HttpCode(201)
  @May('key.manage')
  @ApiOperation({ summary: 'A new key beside the old one, which goes on working for the overlap' })
  rotate(@Param('kid') kid: string, @Body() dto: RotateKeyDto, @CurrentCaller() by: Caller) {
    return this.keys.rotate(kid, dto, by);
  }

  @Post(':kid/revoke')
  @HttpCode(200)
  @May('key.manage')
  @ApiOperation({ summary: 'End a key at once; reports since `suspectSince` are put before people' })
  revoke(@Param('kid') kid: string, @Body() dto: RevokeKeyDto, @CurrentCaller() by: Caller) {
    return this.keys.revoke(kid, dto, by);
  }
}
