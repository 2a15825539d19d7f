import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AgreementRegistry, type Party } from '@hotline/agreement';
import { CurrentCaller, May, SETTINGS, type Caller, type Settings } from '@hotline/platform';

export interface Me extends Pick<Caller, 'accountId' | 'role' | 'side' | 'label' | 'partyCode'> {
  /** The address of map tiles, where this installation has some. */
  tiles: string | null;
  agreement: {
    code: string | null;
    timeZone: string;
    inForceFrom: Date | null;
    inForceTo: Date | null;
    policyVersion: string;
    opinionHours: number;
    parties: Pick<Party, 'code' | 'names' | 'side'>[];
  };
}

/** What a page needs to know before it shows anything: who is looking, and the words and numbers of the agreement in force. */
@ApiTags('console')
@ApiBearerAuth()
@Controller('v1/me')
export class ConsoleController {
  constructor(
    private readonly agreements: AgreementRegistry,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @May('self.read')
  @ApiOperation({ summary: 'Who am I, and under which agreement: time zone, names of the parties, deadline for opinions in hours' })
  async me(@CurrentCaller() { accountId, role, side, label, partyCode }: Caller): Promise<Me> {
    const { regimes, parties, policy } = await this.agreements.asOf();
    const regime = regimes.at(-1);
    return {
      accountId,
      role,
      side,
      label,
      partyCode,
      tiles: this.settings.tiles ?? null,
      agreement: {
        code: regime?.code ?? null,
        timeZone: regime?.timeZone ?? 'UTC',
        inForceFrom: regime?.inForceFrom ?? null,
        inForceTo: regime?.inForceTo ?? null,
        policyVersion: policy.version,
        opinionHours: policy.opinions.deadlineHours,
        parties: parties.map(({ code, names, side: of }) => ({ code, names, side: of })),
      },
    };
  }
}
