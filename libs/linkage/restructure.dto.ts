import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsUUID, Length, Matches } from 'class-validator';

export class ReasonDto {
  @ApiProperty({ minLength: 1, maxLength: 4000, description: 'Shown to both sides and to auditors' })
  @Matches(/\S/, { message: 'must be text of 1 to 4000 characters, not blank' })
  @Length(1, 4000, { message: 'must be text of 1 to 4000 characters' })
  reason!: string;
}

export class OtherIncidentDto extends ReasonDto {
  @ApiProperty({ format: 'uuid', description: 'The other incident' })
  @IsUUID('all', { message: 'must be the id of an incident' })
  other!: string;
}

export class SomeReportsDto extends ReasonDto {
  @ApiProperty({ type: [String], format: 'uuid', description: 'Reports of this incident' })
  @IsArray({ message: 'must be a list of report ids' })
  @ArrayMinSize(1, { message: 'must name at least one report' })
  @ArrayMaxSize(10_000, { message: 'must name at most 10000 reports' })
  @ArrayUnique({ message: 'must name each report once' })
  @IsUUID('all', { each: true, message: 'must be ids of reports' })
  reports!: string[];
}

export class MoveReportsDto extends SomeReportsDto {
  @ApiProperty({ format: 'uuid', description: 'The incident they are moved to' })
  @IsUUID('all', { message: 'must be the id of an incident' })
  to!: string;
}
