import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches, ValidateBy, ValidateIf } from 'class-validator';
import { FACT_STATUSES, INCIDENT_STATES, SCOPE_REASONS } from '@hotline/agreement';
import { parseInstant } from '@hotline/intake';
import { decodeCursor, SORTS, type Cursor, type Sort } from './cursor';
import { parseBbox, QUEUES, type IncidentFilter, type Queue } from './incident-filter';

const Optional = () => ValidateIf((_: object, value: unknown) => value !== undefined);
const OneOf = (words: readonly string[]) => IsIn([...words], { message: `must be one of ${words.join(', ')}` });
const Passing = (name: string, message: string, holds: (text: string) => boolean) =>
  ValidateBy({ name, validator: { validate: (value: unknown) => typeof value === 'string' && holds(value) } }, { message });
const Instant = () => Passing('instant', 'must be an RFC 3339 time with an offset, on a day that exists', (text) => parseInstant(text) !== null);
const Code = () => Matches(/^[\p{L}\p{N}_.:-]{1,64}$/u, { message: 'must be a code of 1 to 64 letters, digits and _ . : -' });

const FIRST_PAGE = 50;
const LONGEST_PAGE = 200;

/** The filters that lists and exports share. */
export class IncidentFilterQuery {
  @ApiPropertyOptional({ enum: QUEUES, default: 'all' })
  @Optional()
  @OneOf(QUEUES)
  queue?: Queue;

  @ApiPropertyOptional({ example: 'SY05', description: 'Code of a zone that the incident is in, or whose line its uncertainty crosses' })
  @Optional()
  @Code()
  zone?: string;

  @ApiPropertyOptional({ description: 'Code of an alleged perpetrator or a victim' })
  @Optional()
  @Code()
  party?: string;

  @ApiPropertyOptional({ enum: SCOPE_REASONS })
  @Optional()
  @OneOf(SCOPE_REASONS)
  scope?: (typeof SCOPE_REASONS)[number];

  @ApiPropertyOptional({ enum: FACT_STATUSES })
  @Optional()
  @OneOf(FACT_STATUSES)
  factStatus?: (typeof FACT_STATUSES)[number];

  @ApiPropertyOptional({ enum: INCIDENT_STATES })
  @Optional()
  @OneOf(INCIDENT_STATES)
  state?: (typeof INCIDENT_STATES)[number];

  @ApiPropertyOptional({ example: '2016-02-27T00:00:00+02:00', description: 'May have happened at or after' })
  @Optional()
  @Instant()
  from?: string;

  @ApiPropertyOptional({ example: '2016-03-01T00:00:00+02:00', description: 'May have happened at or before' })
  @Optional()
  @Instant()
  to?: string;

  @ApiPropertyOptional({ example: '36,34.5,37.5,36.5', description: 'minLon,minLat,maxLon,maxLat in degrees' })
  @Optional()
  @Passing('bbox', 'must be minLon,minLat,maxLon,maxLat in degrees, the smaller ones first', (text) => parseBbox(text) !== null)
  bbox?: string;
}

export class ListIncidentsQuery extends IncidentFilterQuery {
  @ApiPropertyOptional({ enum: SORTS, default: '-openedAt' })
  @Optional()
  @OneOf(SORTS)
  sort?: Sort;

  @ApiPropertyOptional({ example: '2016-03-01T00:00:00Z', description: 'The list as it stood at that instant, as the log has it' })
  @Optional()
  @Instant()
  asKnownAt?: string;

  @ApiPropertyOptional({ description: 'nextCursor of the page before' })
  @Optional()
  @Passing('cursor', 'must be the nextCursor of an earlier page', (text) => text.length <= 200 && decodeCursor(text) !== null)
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: LONGEST_PAGE, default: FIRST_PAGE })
  @Optional()
  @Passing('limit', `must be a whole number from 1 to ${LONGEST_PAGE}`, (text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= LONGEST_PAGE)
  limit?: string;
}

export function filterOf({ queue, zone, party, scope, factStatus, state, from, to, bbox }: IncidentFilterQuery): IncidentFilter {
  return {
    queue: queue ?? 'all',
    zone,
    party,
    scope,
    factStatus,
    state,
    from: (from !== undefined && parseInstant(from)) || undefined,
    to: (to !== undefined && parseInstant(to)) || undefined,
    bbox: (bbox !== undefined && parseBbox(bbox)) || undefined,
  };
}

/** A cursor belongs to the order it was made in. Null when it and `sort` contradict each other. */
export function orderOf({ sort, cursor }: ListIncidentsQuery): { sort: Sort; after: Cursor | null } | null {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  if (after && sort !== undefined && sort !== after.sort) return null;
  return { sort: sort ?? after?.sort ?? '-openedAt', after };
}

export function knownAtOf({ asKnownAt }: ListIncidentsQuery): Date | null {
  return asKnownAt === undefined ? null : parseInstant(asKnownAt);
}

export function limitOf({ limit }: ListIncidentsQuery): number {
  return Number(limit ?? FIRST_PAGE);
}
