import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, Length, Matches, ValidateIf, ValidateNested } from 'class-validator';
import { hasSide, ROLES, type Role, type Side } from '@hotline/platform';

export class IdentityDto {
  @ApiProperty({ description: 'The `iss` of a configured issuer' })
  @IsString()
  @Length(1, 300)
  issuer!: string;

  @ApiProperty({ description: 'The `sub` by which that issuer knows the person; never an e-mail address' })
  @IsString()
  @Length(1, 255)
  @Matches(/^[\x21-\x7e]+$/, { message: 'must be printable ASCII without spaces' })
  subject!: string;
}

export class AddPersonDto {
  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: Role;

  @ApiPropertyOptional({ enum: ['US', 'RU'], description: 'Of reviewers and delineation officers, and only of them' })
  @ValidateIf((dto: AddPersonDto) => hasSide(dto.role) || dto.side !== undefined)
  @IsIn(['US', 'RU'])
  side?: Side;

  @ApiProperty({ description: 'Two people of one organisation are one source' })
  @IsString()
  @Length(1, 200)
  @Matches(/^[^\0]*$/, { message: 'must not hold NUL' })
  organisation!: string;

  @ApiProperty({ description: 'What the operators call the person' })
  @IsString()
  @Length(1, 200)
  @Matches(/^[^\0]*$/, { message: 'must not hold NUL' })
  label!: string;

  @ApiPropertyOptional({ description: 'Signs in on this machine under this name, after an invitation' })
  @ValidateIf((dto: AddPersonDto) => dto.login !== undefined || dto.identity === undefined)
  @IsString({ message: 'or `identity` must be given' })
  @Matches(/^[a-z0-9][a-z0-9._-]{0,63}$/, { message: 'must be 1 to 64 of a-z, 0-9, dot, hyphen and underscore' })
  login?: string;

  @ApiPropertyOptional({ type: IdentityDto, description: 'Signs in through an issuer' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => IdentityDto)
  identity?: IdentityDto;
}
