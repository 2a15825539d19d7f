import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  registerDecorator,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationArguments,
} from 'class-validator';
import { ACTS, HUMANITARIAN_SUBTYPES, KINDS, MESSAGE_STATUSES, OBSERVATIONS, TARGETS, TIME_PRECISIONS, WEAPONS } from '@hotline/agreement';
import { isLocalTime, parseInstant } from './instant';
import { isTimeZone } from './occurrence';

type Words = readonly string[];
type Present<T> = (value: T) => boolean;

/** Absent is fine, null is not: a null says something nobody can read. */
const Optional = () => ValidateIf((_: object, value: unknown) => value !== undefined);
const OneOf = (words: Words) => IsIn([...words], { message: `must be one of ${words.join(', ')}` });
const Text = (max: number) => MaxLength(max, { message: `must be text of at most ${max} characters` });
const Passing = (name: string, message: string, validate: Present<unknown>) => ValidateBy({ name, validator: { validate } }, { message });
const Instant = () =>
  Passing('instant', 'must be an RFC 3339 time with an offset, on a day that exists', (value) => typeof value === 'string' && parseInstant(value) !== null);
/** class-validator takes an array for a nested object; we do not. */
const PlainObject = () => Passing('plainObject', 'must be an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** A rule over the whole object, reported under the field it is written on (which must not be optional there). */
function Rule<T extends object>(message: string, holds: (dto: T) => boolean): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: `rule:${message}`,
      target: target.constructor,
      propertyName: property as string,
      options: { message },
      validator: { validate: (_: unknown, args?: ValidationArguments) => holds(args!.object as T) },
    });
}

export class OccurredDto {
  @ApiPropertyOptional({ description: 'RFC 3339 with offset', example: '2016-02-29T11:20:00+02:00' })
  @Rule<OccurredDto>('either `from`, or `local` with `timeZone`, is required (not both)', (dto) => (dto.from !== undefined) !== (dto.local !== undefined))
  @ValidateIf((dto: OccurredDto) => dto.from !== undefined || dto.local === undefined)
  @Instant()
  from?: string;

  @ApiPropertyOptional({ description: 'RFC 3339 with offset; required for the precision WINDOW' })
  @ValidateIf((dto: OccurredDto) => dto.to !== undefined || dto.precision === 'WINDOW')
  @Rule<OccurredDto>('must not be before `from`', (dto) => isOrdered(dto.from, dto.to))
  @Instant()
  to?: string;

  @ApiPropertyOptional({ description: 'What the clock on the wall showed, kept as said', example: '2016-03-25T00:30' })
  @Optional()
  @Passing('local', 'must be a local time such as 2016-03-25T00:30', (value) => typeof value === 'string' && isLocalTime(value))
  local?: string;

  @ApiPropertyOptional({ description: 'IANA zone of `local`', example: 'Asia/Damascus' })
  @ValidateIf((dto: OccurredDto) => dto.timeZone !== undefined || dto.local !== undefined)
  @Passing('zone', 'must be an IANA time zone such as Asia/Damascus', (value) => typeof value === 'string' && isTimeZone(value))
  timeZone?: string;

  @ApiPropertyOptional({ enum: TIME_PRECISIONS })
  @Optional()
  @OneOf(TIME_PRECISIONS)
  precision?: (typeof TIME_PRECISIONS)[number];
}

function isOrdered(from: string | undefined, to: string | undefined): boolean {
  const [start, end] = [parseInstant(from ?? ''), parseInstant(to ?? '')];
  return !start || !end || start <= end;
}

export class PlaceDto {
  @ApiPropertyOptional({ minimum: -90, maximum: 90, description: 'Degrees north, WGS 84' })
  @ValidateIf((dto: PlaceDto) => dto.lat !== undefined || dto.lon !== undefined || (dto.pcode === undefined && dto.name === undefined))
  @IsNumber({}, { message: 'must be a number of degrees from -90 to 90 (a point, a `pcode` or a `name` is required)' })
  @Min(-90, { message: 'must be from -90 to 90' })
  @Max(90, { message: 'must be from -90 to 90' })
  lat?: number;

  @ApiPropertyOptional({ minimum: -180, maximum: 180, description: 'Degrees east, WGS 84' })
  @ValidateIf((dto: PlaceDto) => dto.lat !== undefined || dto.lon !== undefined)
  @IsNumber({}, { message: 'must be a number of degrees from -180 to 180' })
  @Min(-180, { message: 'must be from -180 to 180' })
  @Max(180, { message: 'must be from -180 to 180' })
  lon?: number;

  @ApiPropertyOptional({ minimum: 0, maximum: 1_000_000, description: 'Metres within which the true place lies' })
  @Optional()
  @IsNumber({}, { message: 'must be a number of metres' })
  @Min(0, { message: 'must be 0 or more' })
  @Max(1_000_000, { message: 'must be at most 1,000,000' })
  radiusM?: number;

  @ApiPropertyOptional({ example: 'SY050102' })
  @Optional()
  @Matches(/^[A-Z][A-Z0-9-]{1,19}$/, { message: 'must be a place code such as SY050102 or C2338' })
  pcode?: string;

  @ApiPropertyOptional({ maxLength: 300, description: 'As said, in any script' })
  @Optional()
  @IsString({ message: 'must be text' })
  @Length(1, 300, { message: 'must be text of 1 to 300 characters' })
  name?: string;
}

export class CasualtiesDto {
  @ApiPropertyOptional({ minimum: 0 })
  @Optional()
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be 0 or more' })
  @Max(1_000_000, { message: 'must be at most 1,000,000' })
  killed?: number;

  @ApiPropertyOptional({ minimum: 0 })
  @Optional()
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be 0 or more' })
  @Max(1_000_000, { message: 'must be at most 1,000,000' })
  wounded?: number;
}

export class EvidenceDto {
  @ApiProperty({ description: 'SHA-256 of the file, hexadecimal' })
  @Matches(/^[0-9a-fA-F]{64}$/, { message: 'must be 64 hexadecimal digits' })
  sha256!: string;

  @ApiPropertyOptional({ example: 'video/mp4' })
  @Optional()
  @Matches(/^[\w.+-]{1,100}\/[\w.+-]{1,100}$/, { message: 'must be a media type such as video/mp4' })
  mediaType?: string;
}

/** One report, as any party brings it. */
export class SubmitReportDto {
  @ApiProperty({ minLength: 1, maxLength: 128, description: 'Unique per reporter, for good: sending it again is safe' })
  @IsString({ message: 'must be text' })
  @Matches(/^[^\p{Cc}]{1,128}$/u, { message: 'must be 1 to 128 characters without control characters' })
  clientReportId!: string;

  @ApiProperty({ enum: KINDS })
  @OneOf(KINDS)
  kind!: (typeof KINDS)[number];

  @ApiPropertyOptional({ enum: MESSAGE_STATUSES, default: 'ACTUAL' })
  @Optional()
  @OneOf(MESSAGE_STATUSES)
  messageStatus?: (typeof MESSAGE_STATUSES)[number];

  @ApiPropertyOptional({ example: 'ar', description: 'BCP 47 tag of the narrative' })
  @Optional()
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, { message: 'must be a language tag such as ar, ru or en' })
  language?: string;

  @ApiPropertyOptional({ maxLength: 20_000 })
  @ValidateIf((dto: SubmitReportDto) => dto.narrative !== undefined || dto.act === undefined)
  @IsString({ message: 'must be text (a `narrative` or an `act` is required)' })
  @Length(1, 20_000, { message: 'must be text of 1 to 20000 characters' })
  narrative?: string;

  @ApiProperty({ type: OccurredDto })
  @PlainObject()
  @ValidateNested()
  @Type(() => OccurredDto)
  occurred!: OccurredDto;

  @ApiProperty({ type: PlaceDto })
  @PlainObject()
  @ValidateNested()
  @Type(() => PlaceDto)
  place!: PlaceDto;

  @ApiPropertyOptional({ type: PlaceDto, description: 'Where fire came from, when that is another place than where it struck' })
  @Optional()
  @PlainObject()
  @ValidateNested()
  @Type(() => PlaceDto)
  origin?: PlaceDto;

  @ApiPropertyOptional({ enum: ACTS })
  @Optional()
  @OneOf(ACTS)
  act?: (typeof ACTS)[number];

  @ApiPropertyOptional({ enum: HUMANITARIAN_SUBTYPES, description: 'Of HUMANITARIAN_OBSTRUCTION' })
  @Optional()
  @OneOf(HUMANITARIAN_SUBTYPES)
  subtype?: (typeof HUMANITARIAN_SUBTYPES)[number];

  @ApiPropertyOptional({ enum: WEAPONS })
  @Optional()
  @OneOf(WEAPONS)
  weapon?: (typeof WEAPONS)[number];

  @ApiPropertyOptional({ enum: TARGETS })
  @Optional()
  @OneOf(TARGETS)
  target?: (typeof TARGETS)[number];

  @ApiPropertyOptional({ maxLength: 300, description: 'Party code or free text' })
  @Optional()
  @IsString({ message: 'must be text' })
  @Text(300)
  allegedPerpetrator?: string;

  @ApiPropertyOptional({ maxLength: 300, description: 'Party code or free text' })
  @Optional()
  @IsString({ message: 'must be text' })
  @Text(300)
  allegedVictim?: string;

  @ApiPropertyOptional({ type: CasualtiesDto })
  @Optional()
  @PlainObject()
  @ValidateNested()
  @Type(() => CasualtiesDto)
  casualties?: CasualtiesDto;

  @ApiPropertyOptional({ enum: OBSERVATIONS })
  @Optional()
  @OneOf(OBSERVATIONS)
  observation?: (typeof OBSERVATIONS)[number];

  @ApiPropertyOptional({ type: [EvidenceDto], maxItems: 50 })
  @Optional()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(50, { message: 'must hold at most 50 items' })
  @PlainObjects()
  @ValidateNested({ each: true })
  @Type(() => EvidenceDto)
  evidence?: EvidenceDto[];

  @ApiPropertyOptional({ maxLength: 128 })
  @Optional()
  @IsString({ message: 'must be text' })
  @Length(1, 128, { message: 'must be text of 1 to 128 characters' })
  convoyReference?: string;

  @ApiPropertyOptional({ type: Object, description: 'How to reach the reporter. Sealed at once: this service cannot read it again' })
  @IsOptional()
  @IsObject({ message: 'must be an object' })
  contact?: Record<string, unknown>;
}

function PlainObjects(): PropertyDecorator {
  return Passing('plainObjects', 'must hold objects only', (value) =>
    Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)),
  );
}
