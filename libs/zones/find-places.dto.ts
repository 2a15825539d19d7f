import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsNumber, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

export class FindPlacesDto {
  @ApiProperty({ minLength: 1, maxLength: 300, description: 'A name as said, in any script', example: 'Харбнафса' })
  @IsString({ message: 'must be text' })
  @Length(1, 300, { message: 'must be text of 1 to 300 characters' })
  q!: string;

  @ApiPropertyOptional({ description: 'Only places in the area with this code', example: 'SY05' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{2,20}$/, { message: 'must be letters and digits' })
  within?: string;
}

export class ImportPlacesDto {
  @ApiProperty({ description: 'Where the names and points come from, and their licence, for lines that do not say so' })
  @IsString({ message: 'must be text' })
  @Length(1, 300, { message: 'must be text of 1 to 300 characters' })
  source!: string;

  @ApiPropertyOptional({ minimum: 0, maximum: 100_000, default: 2_000, description: 'How far from its point a place may reach, metres' })
  @IsOptional()
  @Type(() => Number)
  @IsNumber({}, { message: 'must be a number of metres' })
  @Min(0, { message: 'must be 0 or more' })
  @Max(100_000, { message: 'must be at most 100,000' })
  radiusM?: number;
}
