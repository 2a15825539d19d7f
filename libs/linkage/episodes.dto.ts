import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsUUID, Length, Matches } from 'class-validator';
import { ReasonDto } from './restructure.dto';

export class SomeIncidentsDto extends ReasonDto {
  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray({ message: 'must be a list of incident ids' })
  @ArrayMinSize(1, { message: 'must name at least one incident' })
  @ArrayMaxSize(1_000, { message: 'must name at most 1000 incidents' })
  @ArrayUnique({ message: 'must name each incident once' })
  @IsUUID('all', { each: true, message: 'must be ids of incidents' })
  incidents!: string[];
}

export class OpenEpisodeDto extends SomeIncidentsDto {
  @ApiProperty({ minLength: 1, maxLength: 200, example: 'The siege of Darayya, March 2016' })
  @Matches(/\S/, { message: 'must be text of 1 to 200 characters, not blank' })
  @Length(1, 200, { message: 'must be text of 1 to 200 characters' })
  name!: string;
}
