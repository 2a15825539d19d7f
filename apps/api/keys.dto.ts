import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID, Length, Matches, Max, Min, ValidateIf, ValidateNested } from 'class-validator';
import { ACCESS } from '@hotline/platform';

const ACTIONS = Object.keys(ACCESS);

export class KeyHolderDto {
  @ApiProperty({ description: 'Two holders of one organisation are one source' })
  @IsString()
  @Length(1, 200)
  organisation!: string;

  @ApiProperty({ enum: ['MONITOR', 'PARTY', 'STATE', 'UN'] })
  @IsIn(['MONITOR', 'PARTY', 'STATE', 'UN'])
  kind!: 'MONITOR' | 'PARTY' | 'STATE' | 'UN';

  @ApiPropertyOptional({ description: 'Of a party to the agreement' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  partyCode?: string;

  @ApiProperty({ description: 'What the operators call the holder' })
  @IsString()
  @Length(1, 200)
  label!: string;

  @ApiProperty({ enum: ['monitor', 'liaison'], description: 'People of the other roles sign in; they hold no keys' })
  @IsIn(['monitor', 'liaison'])
  role!: 'monitor' | 'liaison';
}

export class IssueKeyDto {
  @ApiPropertyOptional({ description: 'An account that exists; otherwise `holder` opens one' })
  @ValidateIf((dto: IssueKeyDto) => dto.accountId !== undefined || dto.holder === undefined)
  @IsUUID()
  accountId?: string;

  @ApiPropertyOptional({ type: KeyHolderDto })
  @ValidateIf((dto: IssueKeyDto) => dto.holder !== undefined)
  @IsObject()
  @ValidateNested()
  @Type(() => KeyHolderDto)
  holder?: KeyHolderDto;

  @ApiPropertyOptional({ enum: ACTIONS, isArray: true, description: 'What the key may be used for, at most what the role may do; bringing reports when left out' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(ACTIONS, { each: true })
  scopes?: string[];

  @ApiPropertyOptional({ minimum: 1, maximum: 3650, description: 'Days; 365 when left out' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3650)
  expiresInDays?: number;
}

export class RotateKeyDto {
  @ApiPropertyOptional({ minimum: 0, maximum: 720, description: 'Hours for which the old key goes on working; 24 when left out' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(720)
  overlapHours?: number;
}

export class RevokeKeyDto {
  @ApiPropertyOptional({ description: 'Since when the key may have been in other hands: reports since then are put before people' })
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/, { message: 'must be an RFC 3339 time with an offset' })
  @IsISO8601({ strict: true }, { message: 'must be on a day that exists' })
  suspectSince?: string;
}

/** Why a report of a doubtful key is believed to be its holder's after all. */
export const RELEASE_REASONS = ['THE_HOLDER_CONFIRMED_IT', 'ITS_ORIGIN_WAS_PROVED'] as const;

export class ReleaseReportDto {
  @ApiProperty({ enum: RELEASE_REASONS })
  @IsIn(RELEASE_REASONS)
  why!: (typeof RELEASE_REASONS)[number];
}
