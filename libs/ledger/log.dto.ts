import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsString, IsUUID, Length, Matches, Min, ValidateIf } from 'class-validator';

const Optional = () => ValidateIf((_: object, value: unknown) => value !== undefined);
const Whole = () => Matches(/^(0|[1-9]\d{0,14})$/, { message: 'must be a whole number' });

export class InclusionQuery {
  @ApiPropertyOptional({ description: 'The leaf, from 0. Or give reportId.' })
  @Optional()
  @Whole()
  index?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The report whose acceptance is to be proven. Or give index.' })
  @Optional()
  @IsUUID(undefined, { message: 'must be a UUID' })
  reportId?: string;

  @ApiPropertyOptional({ description: 'Size of the log; the newest checkpoint when left out' })
  @Optional()
  @Whole()
  size?: string;
}

export class ConsistencyQuery {
  @ApiProperty({ description: 'The earlier size' })
  @Whole()
  from!: string;

  @ApiPropertyOptional({ description: 'The later size; the newest checkpoint when left out' })
  @Optional()
  @Whole()
  to?: string;
}

export class EraseDto {
  @ApiProperty({ description: 'The entry, from 0' })
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be a whole number' })
  index!: number;

  @ApiProperty({ description: 'The name of the field in the fact' })
  @IsString({ message: 'must be text' })
  @Length(1, 100, { message: 'must have 1 to 100 characters' })
  field!: string;

  @ApiProperty({ description: 'Why it had to go: recorded in the log, for good, and read by auditors. Never what it was.' })
  @IsString({ message: 'must be text' })
  @Length(3, 500, { message: 'must have 3 to 500 characters' })
  reason!: string;
}
