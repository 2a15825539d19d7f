import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, Length, Matches, Max, Min, ValidateBy, ValidateIf } from 'class-validator';
import { MINISTER_DECISIONS, RESPONSE_STEPS } from '@hotline/agreement';
import { parseInstant } from '@hotline/intake';

const Optional = () => ValidateIf((_: object, value: unknown) => value !== undefined);
const OneOf = (words: readonly string[]) => IsIn([...words], { message: `must be one of ${words.join(', ')}` });
const NotBlank = () => Matches(/\S/, { message: 'must not be blank' });
const Text = (max: number) => Length(1, max, { message: `must be text of 1 to ${max} characters` });
const Id = () => Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, { message: 'must be an id' });
const Code = () => Matches(/^[\p{L}\p{N}_.-]{1,64}$/u, { message: 'must be a party code' });
const Instant = () =>
  ValidateBy({ name: 'instant', validator: { validate: (value: unknown) => typeof value === 'string' && parseInstant(value) !== null } }, { message: 'must be an RFC 3339 time with an offset' });

/** Recorded by a referral, never by hand. */
export const STEPS_BY_HAND = RESPONSE_STEPS.filter((code) => code !== 'REFERRED_TO_MINISTERS');

export class AskDto {
  @ApiPropertyOptional({ description: 'Code of the party whose liaison is asked' })
  @Optional()
  @Code()
  party?: string;

  @ApiPropertyOptional({ description: 'Id of the report whose reporter is asked, through its receipt' })
  @Optional()
  @Id()
  reportId?: string;

  @ApiProperty({ maxLength: 4000 })
  @Text(4000)
  @NotBlank()
  question!: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 720, description: 'Hours until silence is recorded; without it the policy decides' })
  @Optional()
  @IsInt({ message: 'must be a whole number of hours' })
  @Min(1, { message: 'must be from 1 to 720' })
  @Max(720, { message: 'must be from 1 to 720' })
  dueHours?: number;
}

export class ReplyDto {
  @ApiProperty({ maxLength: 8000 })
  @Text(8000)
  @NotBlank()
  text!: string;
}

export class AnswerDto extends ReplyDto {
  @ApiProperty({ description: 'Of a question on the receipt' })
  @Id()
  requestId!: string;
}

export class WithdrawDto {
  @ApiPropertyOptional({ maxLength: 2000 })
  @Optional()
  @Text(2000)
  reason?: string;
}

export class ClaimDto {
  @ApiPropertyOptional({ description: 'The incident that was answered' })
  @Optional()
  @Id()
  threatIncidentId?: string;

  @ApiPropertyOptional({ description: 'The party the claim is made for; a liaison claims for its own' })
  @Optional()
  @Code()
  party?: string;

  @ApiProperty({ maxLength: 4000, description: 'The threat that was answered' })
  @Text(4000)
  @NotBlank()
  threat!: string;
}

export class StepDto {
  @ApiProperty({ enum: STEPS_BY_HAND })
  @OneOf(STEPS_BY_HAND)
  step!: (typeof STEPS_BY_HAND)[number];

  @ApiProperty({ maxLength: 500, description: 'Under what authority' })
  @Text(500)
  @NotBlank()
  authority!: string;

  @ApiPropertyOptional({ maxLength: 4000, description: 'What was done; for a waiver, why not' })
  @Optional()
  @Text(4000)
  @NotBlank()
  note?: string;

  @ApiPropertyOptional({ default: false, description: 'The step is left out, with a reason' })
  @Optional()
  @IsBoolean({ message: 'must be true or false' })
  waived?: boolean;
}

export class ReasonDto {
  @ApiProperty({ maxLength: 4000 })
  @Text(4000)
  @NotBlank()
  reason!: string;
}

export class ReferDto extends ReasonDto {
  @ApiProperty()
  @Code()
  party!: string;
}

export class ConcurDto extends ReasonDto {
  @ApiProperty()
  @IsBoolean({ message: 'must be true or false' })
  concurs!: boolean;
}

export class RecordDecisionDto {
  @ApiProperty({ enum: MINISTER_DECISIONS })
  @OneOf(MINISTER_DECISIONS)
  decision!: (typeof MINISTER_DECISIONS)[number];

  @ApiProperty({ example: '2016-04-20T00:00:00+03:00', description: 'The instant from which it holds' })
  @Instant()
  decidedAt!: string;

  @ApiPropertyOptional({ description: 'Until when a suspension holds' })
  @Optional()
  @Instant()
  until?: string;

  @ApiProperty({ maxLength: 500, description: 'Where it is on record' })
  @Text(500)
  @NotBlank()
  authority!: string;

  @ApiPropertyOptional({ maxLength: 4000 })
  @Optional()
  @Text(4000)
  text?: string;
}
