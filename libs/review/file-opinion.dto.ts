import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNumber, Length, Matches, Max, Min, ValidateIf } from 'class-validator';
import { EXTENTS, GRAVITIES, THREATS } from '@hotline/agreement';

/** What a co-chair may say. NO_RESPONSE is not said: it is what a passed deadline leaves behind. */
const SAYABLE = ['VIOLATION', 'NO_VIOLATION', 'UNABLE_TO_RULE', 'RECUSED'] as const;

const Optional = () => ValidateIf((_: object, value: unknown) => value !== undefined);
const OneOf = (words: readonly string[]) => IsIn([...words], { message: `must be one of ${words.join(', ')}` });

export class FileOpinionDto {
  @ApiProperty({ enum: SAYABLE })
  @OneOf(SAYABLE)
  verdict!: (typeof SAYABLE)[number];

  @ApiProperty({ minLength: 1, maxLength: 8000 })
  @Matches(/\S/, { message: 'must be text of 1 to 8000 characters, not blank' })
  @Length(1, 8000, { message: 'must be text of 1 to 8000 characters' })
  reasons!: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'The party held to have done it: a code, or words' })
  @Optional()
  @Length(1, 200, { message: 'must be text of 1 to 200 characters' })
  attribution?: string;

  @ApiPropertyOptional({ minimum: 0, maximum: 1, description: 'How sure the attribution is' })
  @Optional()
  @IsNumber({}, { message: 'must be a number from 0 to 1' })
  @Min(0, { message: 'must be from 0 to 1' })
  @Max(1, { message: 'must be from 0 to 1' })
  confidence?: number;

  @ApiPropertyOptional({ enum: GRAVITIES })
  @Optional()
  @OneOf(GRAVITIES)
  gravity?: (typeof GRAVITIES)[number];

  @ApiPropertyOptional({ enum: EXTENTS })
  @Optional()
  @OneOf(EXTENTS)
  extent?: (typeof EXTENTS)[number];

  @ApiPropertyOptional({ maxLength: 4000, description: 'Why this opinion takes the place of an earlier one of this side: only after the reveal' })
  @Optional()
  @Matches(/\S/, { message: 'must be text of 1 to 4000 characters, not blank' })
  @Length(1, 4000, { message: 'must be text of 1 to 4000 characters' })
  changeReason?: string;

  @ApiPropertyOptional({ enum: THREATS, description: 'To the cessation of hostilities' })
  @Optional()
  @OneOf(THREATS)
  threat?: (typeof THREATS)[number];
}
