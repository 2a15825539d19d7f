import { Body, Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, HotlineError, May, type Admitted, type Caller } from '@hotline/platform';
import { IntakeService, type Receipt } from './intake.service';
import { SubmitReportDto } from './submit-report.dto';

/** Lines of one batch. */
const BATCH_LIMIT = 5_000;

/**
 * A report on its way in and its answer on the way out, as Fastify has them: all reports of all networks come through here, and
 * what Nest does to parameters and answers, for which nothing here has a use, costs a third of what the whole of HTTP costs.
 */
interface Sending extends Required<Admitted> {
  /** Not there when nothing was sent. */
  body?: Buffer;
}

interface Reply {
  status(code: number): Reply;
  send(answer: Receipt): void;
}

@ApiTags('reports')
@Controller('v1')
export class ReportsController {
  constructor(private readonly intake: IntakeService) {}

  @Post('reports')
  @HttpCode(202)
  @May('report.submit')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Bring a report: filed for good before it is answered' })
  @ApiBody({ type: SubmitReportDto })
  @ApiResponse({ status: 202, description: 'Committed; the receipt tells what becomes of it' })
  @ApiResponse({ status: 200, description: 'Already filed by an earlier send: the same answer again' })
  @ApiResponse({ status: 422, description: 'The clientReportId was used for another report' })
  async submit(@Req() { caller, body = Buffer.alloc(0) }: Sending, @Res() reply: Reply): Promise<Receipt> {
    const { isNew, answer } = await this.intake.submit(caller, body);
    reply.status(isNew ? 202 : 200).send(answer);
    return answer;
  }

  @Post('reports/batch')
  @HttpCode(200)
  @Header('content-type', 'application/x-ndjson')
  @May('report.submit')
  @ApiBearerAuth()
  @ApiConsumes('application/x-ndjson')
  @ApiProduces('application/x-ndjson')
  @ApiOperation({ summary: 'Bring many reports: one JSON object a line in, one answer a line out, in order' })
  async submitBatch(@CurrentCaller() caller: Caller, @Body() bytes: Buffer): Promise<string> {
    const lines = linesOf(bytes);
    if (lines.length > BATCH_LIMIT) throw new HotlineError('request.too_large', `A batch holds at most ${BATCH_LIMIT} lines.`);
    const answers = await this.intake.submitBatch(caller, lines);
    return answers.map((answer) => `${JSON.stringify(answer)}\n`).join('');
  }

  @Get('receipts/:receipt')
  @May('receipt.read')
  @ApiOperation({ summary: 'What became of my report (whoever holds the receipt may ask)' })
  story(@Param('receipt') receipt: string) {
    return this.intake.story(receipt);
  }
}

/** Splits at line feeds; blank lines are nothing, a carriage return before the feed is dropped. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    const line = bytes.subarray(start, bytes[end - 1] === 0x0d ? end - 1 : end);
    if (line.length > 0) lines.push(line);
    start = end + 1;
  }
  return lines;
}
