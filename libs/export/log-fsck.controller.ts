import { Controller, Get, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { May } from '@hotline/platform';
import { LogFsck } from './log-fsck.service';

@ApiTags('log')
@ApiBearerAuth()
@Controller('v1/log')
export class LogFsckController {
  constructor(private readonly fsck: LogFsck) {}

  @Get('fsck')
  @May('log.fsck')
  @ApiProduces('application/x-ndjson')
  @ApiOperation({
    summary: 'Makes every leaf, tile and head again from the rows of the live database and compares',
    description: 'Lines of JSON as they are known: `{checked, of}` on the way, `{what, ok, detail}` for each check, and `{entries, isGood}` at the end. An answer without the last line is not whole.',
  })
  async run(): Promise<StreamableFile> {
    return new StreamableFile(await this.fsck.stream(), { type: 'application/x-ndjson; charset=utf-8' });
  }
}
