import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsUUID, Matches, ValidateIf } from 'class-validator';

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
