import { ApiProperty } from '@nestjs/swagger';
import { IsIn, Length, Matches } from 'class-validator';

const DECISIONS = ['VERIFIED', 'UNVERIFIED', 'REJECTED'] as const;

export class DecideVerificationDto {
  @ApiProperty({ enum: DECISIONS })
  @IsIn([...DECISIONS], { message: `must be one of ${DECISIONS.join(', ')}` })
  decision!: (typeof DECISIONS)[number];

  @ApiProperty({ minLength: 1, maxLength: 4000 })
  @Matches(/\S/, { message: 'must be text of 1 to 4000 characters, not blank' })
  @Length(1, 4000, { message: 'must be text of 1 to 4000 characters' })
  reason!: string;
}
