import { Body, Controller, Get, Headers, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Challenge } from 'altcha-lib';
import { DEFAULT_PUBLIC_PER_MINUTE, HotlineError, May, RateLimit, SETTINGS, type Settings } from '@hotline/platform';
import { IntakeService } from './intake.service';
import { ProofOfWork } from './proof-of-work.service';
import { SubmitReportDto } from './submit-report.dto';

interface Reply {
  status(code: number): Reply;
}

/** For those who have no account and give no name. Nothing of the caller is read but the work and the report. */
@ApiTags('public')
@Controller('v1/public')
export class PublicController {
  private readonly quota: RateLimit;

  constructor(
    private readonly intake: IntakeService,
    private readonly work: ProofOfWork,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.quota = new RateLimit(settings.publicPerMinute ?? DEFAULT_PUBLIC_PER_MINUTE);
  }

  @Get('challenge')
  @May('public.report')
  @ApiOperation({ summary: 'Work to do before a report without an account is taken (ALTCHA v2)' })
  challenge(): Promise<Challenge> {
    return this.work.challenge();
  }

  @Post('reports')
  @HttpCode(202)
  @May('public.report')
  @ApiOperation({ summary: 'Bring a report without an account: filed for good, worked on after those of monitors' })
  @ApiHeader({ name: 'altcha', description: 'The solved challenge: base64 of { challenge, solution }; each is good for one report' })
  @ApiBody({ type: SubmitReportDto })
  @ApiResponse({ status: 202, description: 'Committed; the receipt tells what becomes of it' })
  @ApiResponse({ status: 200, description: 'Already filed with this work: the same answer again' })
  @ApiResponse({ status: 403, description: 'The work was not done, not asked for here, or too long ago' })
  async submit(@Body() bytes: Buffer, @Headers('altcha') payload: string | undefined, @Res({ passthrough: true }) reply: Reply) {
    const work = await this.work.done(payload);
    if (!this.quota.take('the public', performance.now())) throw new HotlineError('request.too_many');
    const { isNew, answer } = await this.intake.submitOfPublic(work, bytes);
    if (!isNew) reply.status(200);
    return answer;
  }
}
