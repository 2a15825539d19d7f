import { Body, Controller, Get, Header, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, May, type Caller } from '@hotline/platform';
import { Erasure } from './erasure.service';
import { ConsistencyQuery, EraseDto, InclusionQuery } from './log.dto';
import { LogService } from './log.service';

@ApiTags('log')
@ApiBearerAuth()
@Controller('v1/log')
export class LogController {
  constructor(
    private readonly log: LogService,
    private readonly erasure: Erasure,
  ) {}

  @Get('checkpoint')
  @May('log.read')
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiProduces('text/plain')
  @ApiOperation({ summary: 'The newest signed head of the log (C2SP tlog-checkpoint), with the cosignatures it has' })
  checkpoint(): Promise<string> {
    return this.log.checkpoint();
  }

  @Get('status')
  @May('log.read')
  @ApiOperation({ summary: 'How large the log is, whether facts wait, what each witness cosigned last and since when it has not' })
  status() {
    return this.log.status();
  }

  @Get('proof/inclusion')
  @May('log.read')
  @ApiOperation({ summary: 'That a leaf, or the acceptance of a report, is in the log of a size (RFC 6962)' })
  inclusion(@Query() query: InclusionQuery) {
    return this.log.inclusion(query);
  }

  @Get('proof/consistency')
  @May('log.read')
  @ApiOperation({ summary: 'That the log of one size is how the log of a later size began (RFC 6962)' })
  consistency(@Query() query: ConsistencyQuery) {
    return this.log.consistency(query);
  }

  @Post('erasures')
  @May('log.erase')
  @ApiOperation({ summary: 'Erases the value and the salt of one field of one fact, for good; every proof stays valid, and that it was done is a fact' })
  erase(@Body() dto: EraseDto, @CurrentCaller() caller: Caller) {
    return this.erasure.erase(dto, caller);
  }
}
