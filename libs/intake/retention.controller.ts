import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { May } from '@hotline/platform';
import { Retention } from './retention.service';

@ApiTags('operations')
@ApiBearerAuth()
@Controller('v1/admin/retention')
export class RetentionController {
  constructor(private readonly retention: Retention) {}

  @Post('run')
  @HttpCode(200)
  @May('retention.run')
  @ApiOperation({ summary: 'Destroy the keys of contact details that are older than the policy keeps them; the worker does it every hour' })
  run() {
    return this.retention.destroyDue();
  }
}
