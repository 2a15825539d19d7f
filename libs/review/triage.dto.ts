import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Length, Matches, ValidateIf } from 'class-validator';
import { CO_CHAIRS, THREATS } from '@hotline/agreement';
import { IncidentFilterQuery } from './list-incidents.dto';
import { TRIAGE_STATUSES, type TriageStatus } from './triage-order';

const Optional = () => ValidateIf((_: object, value: unknown) => value !== undefined);
const OneOf = (words: readonly (string | null)[]) => IsIn([...words], { message: `must be one of ${words.join(', ')}` });
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export class TriageQuery extends IncidentFilterQuery {
  @ApiPropertyOptional({ enum: TRIAGE_STATUSES, default: 'AWAITING' })
  @Optional()
  @OneOf(TRIAGE_STATUSES)
  status?: TriageStatus;

  @ApiPropertyOptional({ description: '`me`, `nobody`, or the id of an account of this side' })
  @Optional()
  @Matches(/^(me|nobody|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i, { message: 'must be me, nobody or an account id' })
  assignee?: string;

  @ApiPropertyOptional({ enum: CO_CHAIRS, description: 'Whose queue: for the secretariat only; a reviewer reads its own' })
  @Optional()
  @OneOf(CO_CHAIRS)
  side?: (typeof CO_CHAIRS)[number];

  @ApiPropertyOptional({ description: 'nextCursor of the page before' })
  @Optional()
  @Matches(/^[\w-]{1,200}$/, { message: 'must be the nextCursor of an earlier page' })
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @Optional()
  @Matches(/^([1-9]\d?|1\d\d|200)$/, { message: 'must be a whole number from 1 to 200' })
  limit?: string;
}

export class SetTriageDto {
  @ApiPropertyOptional({ enum: THREATS, nullable: true, description: 'The threat to the cessation as this side sees it; null for not looked at' })
  @Optional()
  @OneOf([...THREATS, null])
  threat?: (typeof THREATS)[number] | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: '`me`, the id of a reviewer of this side, or null for nobody' })
  @ValidateIf((_: object, value: unknown) => value !== undefined && value !== null)
  @Matches(new RegExp(`${UUID.source}|^me$`, 'i'), { message: 'must be me, an account id or null' })
  assignee?: string | null;
}

export class SaveFilterDto {
  @ApiProperty({ maxLength: 80 })
  @Length(1, 80, { message: 'must be text of 1 to 80 characters' })
  @Matches(/\S/, { message: 'must not be blank' })
  name!: string;

  @ApiProperty({ example: 'status=AWAITING&zone=SY04', description: 'The query of GET /v1/triage' })
  @Length(0, 1000, { message: 'must be text of at most 1000 characters' })
  query!: string;
}
