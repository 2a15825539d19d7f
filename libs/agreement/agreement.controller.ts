import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Clock, CurrentCaller, HotlineError, May, parseStrictJson, type Caller } from '@hotline/platform';
import { acceptanceCounts } from './acceptance-counts';
import { AgreementMissing } from './agreement';
import { AgreementRegistry } from './agreement.registry';
import { refused, rowsOfFiles } from './apply-agreement';
import { instantOf, knownAtOf } from './known-at';
import { membersAt } from './membership';
import { partyName } from './party-name';
import { acceptancesOf, partyView } from './party-view';
import { ReferenceFault } from './reference-row';
import { ReferenceService } from './reference.service';
import { regimeViews, type ObligationView } from './regime-view';
import { isWord, SIDES } from './vocabulary';

/** A file of rows with lists of objects in them, and a little more. */
const AGREEMENT_DEPTH = 10;
const At = () => ApiQuery({ name: 'at', required: false, description: 'The instant the answer is for; now without it', example: '2016-02-27T00:00:00+02:00' });
const AsKnownAt = () => ApiQuery({ name: 'asKnownAt', required: false, description: 'Answer with what was known then' });

@ApiTags('agreement')
@ApiBearerAuth()
@Controller('v1')
export class AgreementController {
  constructor(
    private readonly registry: AgreementRegistry,
    private readonly reference: ReferenceService,
    private readonly clock: Clock,
  ) {}

  @Get('regime')
  @May('regime.read')
  @At()
  @AsKnownAt()
  @ApiOperation({ summary: 'Every regime: its stage at an instant, its whole life, its milestones met or missed, and the obligations' })
  async regime(@Query('at') at?: string, @Query('asKnownAt') asKnownAt?: string) {
    const agreement = await this.asKnownAt(asKnownAt);
    const { version: policyVersion } = agreement.policy;
    const obligations = agreement.obligations.map(({ code, binds, hardness, acts, rows }): ObligationView => ({ id: code, binds, hardness, acts, row: rows[0]! }));
    return { items: regimeViews(agreement, this.at(at)), nextCursor: null, obligations, policyVersion };
  }

  @Get('members')
  @May('regime.read')
  @At()
  @AsKnownAt()
  @ApiOperation({ summary: 'Who sat in the support group at an instant' })
  async members(@Query('at') at?: string, @Query('asKnownAt') asKnownAt?: string) {
    return { ...membersAt(await this.asKnownAt(asKnownAt), this.at(at)), nextCursor: null };
  }

  @Get('parties')
  @May('agreement.read')
  @At()
  @AsKnownAt()
  @ApiQuery({ name: 'side', required: false, enum: SIDES })
  @ApiQuery({ name: 'q', required: false, description: 'A code, or a name in any language' })
  @ApiOperation({ summary: 'Who can act or be struck, and whether each was bound or excluded at an instant, with reasons' })
  async parties(@Query('at') at?: string, @Query('asKnownAt') asKnownAt?: string, @Query('side') side?: string, @Query('q') q?: string) {
    if (side !== undefined && !isWord(SIDES, side)) throw invalid('side', `must be one of ${SIDES.join(', ')}`);
    const agreement = await this.asKnownAt(asKnownAt);
    const when = this.at(at);
    const asked = q === undefined ? null : partyName(q).key;
    const meant = q === undefined ? null : (agreement.resolveParty(q)?.code ?? null);
    const items = agreement.parties
      .filter((party) => side === undefined || party.side === side)
      .filter(({ code, names }) => asked === null || code === meant || Object.values(names).some((name) => partyName(name).key.includes(asked)))
      .map((party) => partyView(agreement, party, when));
    return { items, nextCursor: null };
  }

  @Get('parties/:code')
  @May('agreement.read')
  @At()
  @AsKnownAt()
  @ApiOperation({ summary: 'One party: its names, umbrellas, acceptances and designations; bound or not at an instant, and why' })
  async party(@Param('code') code: string, @Query('at') at?: string, @Query('asKnownAt') asKnownAt?: string) {
    const agreement = await this.asKnownAt(asKnownAt);
    const party = agreement.party(code);
    if (!party) throw new HotlineError('not_found');
    return partyView(agreement, party, this.at(at));
  }

  @Get('acceptances')
  @May('agreement.read')
  @AsKnownAt()
  @ApiQuery({ name: 'party', required: false })
  @ApiOperation({ summary: 'Acceptances as they were received; with a party, its own and those of umbrellas that list it' })
  async acceptances(@Query('party') party?: string, @Query('asKnownAt') asKnownAt?: string) {
    return { items: acceptancesOf(await this.asKnownAt(asKnownAt), party ?? null), nextCursor: null };
  }

  @Get('acceptance-counts')
  @May('agreement.read')
  @AsKnownAt()
  @ApiOperation({ summary: 'How many accepted according to each source, side by side and never added up' })
  async counts(@Query('asKnownAt') asKnownAt?: string) {
    return acceptanceCounts(await this.asKnownAt(asKnownAt));
  }

  @Get('liaison/acceptances')
  @May('liaison.read')
  @ApiOperation({ summary: "The caller's own party's acceptances, and of umbrellas' only that they list it" })
  async ownAcceptances(@CurrentCaller() { partyCode }: Caller) {
    if (partyCode === null) return { items: [], nextCursor: null };
    const own = acceptancesOf(await this.registry.asOf(), partyCode);
    return { items: own.map((each) => (each.party === partyCode ? each : { ...each, members: [partyCode] })), nextCursor: null };
  }

  @Post('admin/agreement')
  @HttpCode(200)
  @May('agreement.apply')
  @ApiQuery({ name: 'dryRun', required: false, enum: ['true', 'false'], description: 'Only say what would change' })
  @ApiQuery({ name: 'withdrawMissing', required: false, enum: ['true', 'false'], description: 'The collections sent are complete: what they leave out is withdrawn' })
  @ApiOperation({ summary: 'Change the agreement as data, all or nothing: new rows supersede, every change is a fact, incidents are judged anew' })
  @ApiBody({ schema: { type: 'object', description: 'Files of a reference folder by name: { "parties": [...], "acceptances": [...], "policy": {...} }; any of them may be left out' } })
  @ApiResponse({ status: 200, description: 'How many rows were added, superseded, withdrawn and unchanged, and each change field by field' })
  async apply(@CurrentCaller() caller: Caller, @Body() body: Buffer, @Query('dryRun') dryRun?: string, @Query('withdrawMissing') withdrawMissing?: string) {
    const rows = rowsOfFiles(parseStrictJson(body ?? Buffer.alloc(0), AGREEMENT_DEPTH));
    try {
      return await this.reference.apply(rows, { actor: caller.accountId, dryRun: flag('dryRun', dryRun), withdrawMissing: flag('withdrawMissing', withdrawMissing) });
    } catch (error) {
      throw error instanceof ReferenceFault ? refused(error.faults) : error;
    }
  }

  private asKnownAt(stated: string | undefined) {
    const knownAt = knownAtOf(stated);
    return this.registry.asOf({ knownAt }).catch((error: unknown) => {
      throw knownAt && error instanceof AgreementMissing ? new HotlineError('not_found', 'Nothing was known of the agreement then.') : error;
    });
  }

  private at(stated: string | undefined): Date {
    return instantOf('at', stated) ?? this.clock.now();
  }
}

function flag(field: string, stated: string | undefined): boolean {
  if (stated !== undefined && stated !== 'true' && stated !== 'false') throw invalid(field, 'must be true or false');
  return stated === 'true';
}

function invalid(field: string, problem: string): HotlineError {
  return new HotlineError('request.invalid', undefined, [{ field, problem }]);
}
