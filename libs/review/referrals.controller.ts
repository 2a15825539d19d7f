import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, May, type Caller } from '@hotline/platform';
import { bodyOf } from './body';
import { ConcurDto, RecordDecisionDto, ReferDto } from './hearing.dto';
import { ReferralsService } from './referrals.service';

@ApiTags('referrals')
@ApiBearerAuth()
@Controller('v1')
export class ReferralsController {
  constructor(private readonly referrals: ReferralsService) {}

  @Get('dossiers')
  @May('referral.read')
  @ApiOperation({ summary: 'Dossiers that the policy has opened, newest first' })
  dossiers() {
    return this.referrals.dossiers();
  }

  @Get('dossiers/:party')
  @May('referral.read')
  @ApiOperation({ summary: "A party's record as it stands now: what counts, what is listed apart and why, replies, missing steps" })
  dossier(@Param('party') party: string) {
    return this.referrals.dossier(party);
  }

  @Get('referrals')
  @May('referral.read')
  @ApiOperation({ summary: 'Referrals, newest first' })
  list() {
    return this.referrals.list();
  }

  @Get('referrals/:id')
  @May('referral.read')
  @ApiOperation({ summary: 'One referral: the dossier as it was, who signed, what the Ministers decided' })
  find(@Param('id') id: string) {
    return this.referrals.find(id);
  }

  @Post('referrals')
  @HttpCode(201)
  @May('referral.sign')
  @ApiOperation({ summary: 'Propose to refer a party to the Ministers, and sign' })
  @ApiBody({ type: ReferDto })
  @ApiResponse({ status: 409, description: 'The policy does not hold, or steps of the ladder are missing' })
  propose(@Body() bytes: Buffer, @CurrentCaller() caller: Caller) {
    return this.referrals.propose(bodyOf(ReferDto, bytes), caller);
  }

  @Post('referrals/:id/concurrence')
  @HttpCode(200)
  @May('referral.sign')
  @ApiOperation({ summary: 'Sign, or decline with a reason; referred when both co-chairs have signed' })
  @ApiBody({ type: ConcurDto })
  concur(@Param('id') id: string, @Body() bytes: Buffer, @CurrentCaller() caller: Caller) {
    return this.referrals.concur(id, bodyOf(ConcurDto, bytes), caller);
  }

  @Post('referrals/:id/decision')
  @HttpCode(201)
  @May('referral.record-decision')
  @ApiOperation({ summary: "Record the Ministers' decision; a suspension or exclusion holds from its own instant on" })
  @ApiBody({ type: RecordDecisionDto })
  decide(@Param('id') id: string, @Body() bytes: Buffer, @CurrentCaller() caller: Caller) {
    return this.referrals.decide(id, bodyOf(RecordDecisionDto, bytes), caller);
  }
}
