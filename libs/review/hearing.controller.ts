import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Matches, ValidateIf } from 'class-validator';
import { CurrentCaller, May, type Caller } from '@hotline/platform';
import { bodyOf } from './body';
import { AnswerDto, AskDto, ClaimDto, GivenReasonDto, ReplyDto, StepDto, WithdrawDto } from './hearing.dto';
import type { Said } from './hearing.repository';
import { RequestsService } from './requests.service';
import { ResponseService } from './response.service';

class ListRequestsQuery {
  @ApiPropertyOptional({ description: 'nextCursor of the page before' })
  @ValidateIf((_: object, value: unknown) => value !== undefined)
  @Matches(/^[1-9]\d{0,17}$/, { message: 'must be the nextCursor of an earlier page' })
  cursor?: string;
}

interface Reply {
  status(code: number): Reply;
}

@ApiTags('hearing')
@Controller('v1')
export class HearingController {
  constructor(
    private readonly requests: RequestsService,
    private readonly responses: ResponseService,
  ) {}

  @Post('incidents/:id/information-requests')
  @HttpCode(201)
  @May('information.request')
  @ApiBearerAuth()
  @ApiOperation({ summary: "Ask a party's liaison, or a reporter through the receipt; the clock starts" })
  @ApiBody({ type: AskDto })
  @ApiResponse({ status: 201, description: 'The question as it was asked' })
  @ApiResponse({ status: 200, description: 'Asked already by an earlier send, and nothing came back yet: the same answer again' })
  async ask(@Param('id') id: string, @Body() bytes: Buffer, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: Reply) {
    return saidTo(reply, await this.requests.ask(id, bodyOf(AskDto, bytes), caller));
  }

  @Get('information-requests')
  @May('information.read')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Questions and what came back, newest first; a liaison sees those to its own party' })
  list(@Query() { cursor }: ListRequestsQuery, @CurrentCaller() caller: Caller) {
    return this.requests.list(caller, cursor);
  }

  @Post('information-requests/:id/reply')
  @HttpCode(201)
  @May('information.reply')
  @ApiBearerAuth()
  @ApiOperation({ summary: "A party's answer; after the deadline it is recorded as late" })
  @ApiBody({ type: ReplyDto })
  @ApiResponse({ status: 201, description: 'The reply is recorded' })
  @ApiResponse({ status: 200, description: 'The newest reply says the same: recorded already by an earlier send' })
  async reply(@Param('id') id: string, @Body() bytes: Buffer, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: Reply) {
    return saidTo(reply, await this.requests.reply(id, bodyOf(ReplyDto, bytes), caller));
  }

  @Post('receipts/:receipt/answers')
  @HttpCode(201)
  @May('receipt.answer')
  @ApiOperation({ summary: 'Answer a question that the receipt shows (whoever holds the receipt may)' })
  @ApiBody({ type: AnswerDto })
  @ApiResponse({ status: 201, description: 'The answer is recorded' })
  @ApiResponse({ status: 200, description: 'The newest answer says the same: recorded already by an earlier send' })
  async answer(@Param('receipt') receipt: string, @Body() bytes: Buffer, @Res({ passthrough: true }) reply: Reply) {
    return saidTo(reply, await this.requests.answer(receipt, bodyOf(AnswerDto, bytes)));
  }

  @Post('receipts/:receipt/withdrawal')
  @HttpCode(200)
  @May('receipt.answer')
  @ApiOperation({ summary: 'Take my report back: it stays on record and corroborates nothing any more' })
  @ApiBody({ type: WithdrawDto })
  withdraw(@Param('receipt') receipt: string, @Body() bytes: Buffer) {
    return this.requests.withdraw(receipt, bodyOf(WithdrawDto, bytes));
  }

  @Post('incidents/:id/self-defence-claims')
  @HttpCode(201)
  @May('self-defence.claim')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Claim that an incident answered a threat: judged by policy, with its grounds; one causal link, no merge' })
  @ApiBody({ type: ClaimDto })
  @ApiResponse({ status: 201, description: 'The claim as it was judged' })
  @ApiResponse({ status: 200, description: 'Claimed already by an earlier send: the same answer again' })
  async claim(@Param('id') id: string, @Body() bytes: Buffer, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: Reply) {
    return saidTo(reply, await this.responses.claim(id, bodyOf(ClaimDto, bytes), caller));
  }

  @Post('incidents/:id/steps')
  @HttpCode(201)
  @May('response.record')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Record a non-forcible step of the response ladder, or its waiver with a reason' })
  @ApiBody({ type: StepDto })
  step(@Param('id') id: string, @Body() bytes: Buffer, @CurrentCaller() caller: Caller) {
    return this.responses.step(id, bodyOf(StepDto, bytes), caller);
  }

  @Post('incidents/:id/closure')
  @HttpCode(200)
  @May('incident.close')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Agree to close: closed when both co-chairs have' })
  @ApiBody({ type: GivenReasonDto })
  @ApiResponse({ status: 409, description: 'Not determined yet, or agreed already' })
  close(@Param('id') id: string, @Body() bytes: Buffer, @CurrentCaller() caller: Caller) {
    return this.responses.close(id, bodyOf(GivenReasonDto, bytes), caller);
  }
}

/** 201 the first time, 200 for what was said already. */
function saidTo<Answer>(reply: Reply, { isNew, answer }: Said<Answer>): Answer {
  if (!isNew) reply.status(200);
  return answer;
}
