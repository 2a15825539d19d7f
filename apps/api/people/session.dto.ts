import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';

export class SignInDto {
  @ApiProperty()
  @IsString()
  @Length(1, 64)
  login!: string;

  @ApiProperty()
  @IsString()
  @Length(1, 128)
  password!: string;

  @ApiProperty({ description: 'The six digits that the authenticator shows now; each is good once' })
  @IsString()
  @Matches(/^\d{6}$/, { message: 'must be six digits' })
  code!: string;
}

export class EnrolDto {
  @ApiProperty({ description: 'From an administrator; good until the first sign-in, for three days at most' })
  @IsString()
  @Matches(/^[\w-]{43}$/, { message: 'must be an invitation as it was given' })
  invitation!: string;

  @ApiProperty({ minLength: 12, maxLength: 128 })
  @IsString()
  @Length(12, 128)
  password!: string;
}
