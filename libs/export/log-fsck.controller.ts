import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { May } from '@hotline/platform';
import { LogFsck } from './log-fsck.service';

@ApiTags('log')
@ApiBearerAuth()
@Controller('v1/log')
export class LogFsckController {
  constructor(private readonly fsck: LogFsck) {}

  @Get('fsck')
  @May('log.fsck')
  @ApiOperation({ summary: 'Makes every leaf, tile and head again from the rows of the live database and compares' })
  run() {
    return this.fsck.run();
  }
}
