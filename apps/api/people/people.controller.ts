import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, HotlineError, May, type Caller } from '@hotline/platform';
import { AddPersonDto } from './people.dto';
import { PeopleRepository } from './people.repository';
import { PeopleService } from './people.service';

const Id = () => Param('id', new ParseUUIDPipe({ exceptionFactory: () => new HotlineError('not_found') }));

@ApiTags('people')
@ApiBearerAuth()
@Controller('v1/admin/people')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly repository: PeopleRepository,
  ) {}

  @Get()
  @May('person.manage')
  @ApiOperation({ summary: 'Who may sign in, as which role and side, and how' })
  async list() {
    return { items: await this.repository.list(), nextCursor: null };
  }

  @Post()
  @HttpCode(201)
  @May('person.manage')
  @ApiOperation({ summary: 'Let a person in: by an invitation to enrol here, by their identity at an issuer, or both. An identity that stood for another account stands for this one from now on' })
  add(@Body() dto: AddPersonDto, @CurrentCaller() by: Caller) {
    return this.people.add(dto, by);
  }

  @Post(':id/invite')
  @HttpCode(201)
  @May('person.manage')
  @ApiOperation({ summary: 'Invite again, after a lost password or telephone' })
  invite(@Id() id: string, @CurrentCaller() by: Caller) {
    return this.people.invite(id, by);
  }

  @Post(':id/end')
  @HttpCode(200)
  @May('person.manage')
  @ApiOperation({ summary: 'Sign a person out everywhere, for good' })
  end(@Id() id: string, @CurrentCaller() by: Caller) {
    return this.people.end(id, by);
  }
}
