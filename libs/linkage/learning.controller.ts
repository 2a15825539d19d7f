import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { May } from '@hotline/platform';
import { LearningService } from './learning.service';

@ApiTags('linkage')
@ApiBearerAuth()
@Controller('v1/linkage')
export class LearningController {
  constructor(private readonly learning: LearningService) {}

  @Get('labelled-pairs')
  @May('linkage.learn')
  @ApiOperation({ summary: 'What reviewers merged, confirmed, split and kept apart, as labelled pairs: how each comparator answered, no words and no places' })
  async pairs() {
    return { items: await this.learning.labelledPairs(), nextCursor: null };
  }
}
