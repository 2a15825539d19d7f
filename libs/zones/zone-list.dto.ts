import { ZONE_TYPES, type ZoneType } from '@hotline/agreement';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

export class ZoneListDto {
  @ApiPropertyOptional({ enum: ZONE_TYPES })
  @IsOptional()
  @IsIn(ZONE_TYPES)
  type?: ZoneType;

  @ApiPropertyOptional({ description: 'Whose map: OCHA, US, RU, RECONCILED, ...', example: 'OCHA' })
  @IsOptional()
  @Matches(/^[A-Z][A-Z_]{1,30}$/, { message: 'source must be a word in capital letters' })
  source?: string;

  @ApiPropertyOptional({ description: 'Administrative level: 0 country, 1 governorate, 2 district, 3 sub-district' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(4)
  level?: number;

  @ApiPropertyOptional({ description: 'Only zones whose p-code begins so', example: 'SY05' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{2,20}$/, { message: 'pcode must be letters and digits' })
  pcode?: string;

  @ApiPropertyOptional({ description: 'The versions as they were known then', example: '2016-03-01T00:00:00Z' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  asKnownAt?: string;

  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(400)
  cursor?: string;

  @ApiPropertyOptional({ default: 100, maximum: 500 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}
