import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ZoneType } from '@hotline/agreement';
import { canonicalJson, Clock, Database, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { Place } from './gazetteer';
import { boxOf, polygonsOf } from './geometry';
import type { Origin, Placement, StatedPlace } from './place-report';
import type { CurrentZone, NewZoneRow } from './plan-import';
import type { Zone, ZoneVersion } from './zone';

/** What can be asked: the pool, or a transaction. */
type Queryable = Pick<EntityManager, 'query'>;

/** A place as reference data states it. */
export interface SourcedPlace extends Place {
  source: string;
}
export interface CurrentPlace extends SourcedPlace {
  id: string;
  sha256: string;
}

export interface StatedReport extends StatedPlace {
  reportId: string;
  /** What was said of where fire came from. */
  origin: Partial<StatedPlace> | null;
}

export interface PlacedReport extends Placement {
  reportId: string;
  origin: Origin | null;
}

export type ZoneListItem = Omit<ZoneVersion, 'geometry' | 'details'> & { recordedAt: Date };

export type ZoneDetail = ZoneVersion & { recordedAt: Date; isCurrent: boolean };

export interface ZoneFilter {
  type?: string;
  source?: string;
  level?: number;
  pcode?: string;
  after?: { code: string; id: string };
  limit: number;
  /** The versions as they were known then; now when it is missing. */
  knownAt?: Date | null;
  /** Only these types: where armed parties stand is not for everybody. */
  types?: readonly string[];
  /** Only zones registered for this party. */
  party?: string;
}

/** The class of this lib's advisory lock: one writer of zones and places at a time, so that `seq` grows in commit order. */
const WRITER_LOCK = 0x5a4f4e45;

@Injectable()
export class ZonesRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Holds off other writers until `tx` ends. */
  async lock(tx: EntityManager): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [WRITER_LOCK]);
  }

  /** The newest zone and place: two equal answers mean the same map. */
  async version(on: Queryable = this.database.source.manager): Promise<string> {
    const [{ zones, places }] = await on.query(`SELECT (SELECT max(seq) FROM zone_version) AS zones, (SELECT max(seq) FROM place) AS places`);
    return `${zones ?? 0}/${places ?? 0}`;
  }

  /** The zone versions that nothing supersedes. */
  async currentZones(on: Queryable = this.database.source.manager): Promise<CurrentZone[]> {
    return on.query(`SELECT ${COLUMNS}, geometry, details, encode(content_sha256, 'hex') AS sha256 FROM zone_version v WHERE ${IS_CURRENT} ORDER BY seq`);
  }

  async currentPlaces(on: Queryable = this.database.source.manager): Promise<CurrentPlace[]> {
    return on.query(
      `SELECT id, code, kind, names, aliases, lat, lon, radius_m AS "radiusM", pcode, source, encode(content_sha256, 'hex') AS sha256
         FROM place p WHERE NOT EXISTS (SELECT FROM place s WHERE s.supersedes = p.id) ORDER BY seq`,
    );
  }

  /** Adds versions and returns their new ids; the rows they supersede stay. */
  async addZones(tx: EntityManager, rows: readonly NewZoneRow[]): Promise<string[]> {
    if (rows.length === 0) return [];
    const stored = rows.map((row) => ({ ...recordOf(row), id: this.ids.uuid() }));
    await tx.query(
      `INSERT INTO zone_version (id, zone_code, type, source, level, pcode, parent_pcode, names, geometry, min_lon, min_lat, max_lon, max_lat,
                                 approximate, details, content_sha256, valid_from, valid_to, recorded_at, supersedes)
       SELECT id, code, type, source, level, pcode, "parentPcode", names, geometry, "minLon", "minLat", "maxLon", "maxLat",
              approximate, details, decode(sha256, 'hex'), "validFrom", "validTo", $2, supersedes
         FROM jsonb_to_recordset($1::jsonb) AS z(id uuid, code text, type text, source text, level int, pcode text, "parentPcode" text,
              names jsonb, geometry jsonb, "minLon" float8, "minLat" float8, "maxLon" float8, "maxLat" float8, approximate boolean,
              details jsonb, sha256 text, "validFrom" timestamptz, "validTo" timestamptz, supersedes uuid)`,
      [JSON.stringify(stored), this.clock.now()],
    );
    return stored.map(({ id }) => id);
  }

  async addPlaces(tx: EntityManager, rows: readonly (SourcedPlace & { supersedes: string | null })[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `INSERT INTO place (id, code, kind, names, aliases, lat, lon, radius_m, pcode, source, content_sha256, recorded_at, supersedes)
       SELECT id, code, kind, names, aliases, lat, lon, "radiusM", pcode, source, decode(sha256, 'hex'), $2, supersedes
         FROM jsonb_to_recordset($1::jsonb) AS p(id uuid, code text, kind text, names jsonb, aliases text[], lat float8, lon float8,
              "radiusM" float8, pcode text, source text, sha256 text, supersedes uuid)`,
      [JSON.stringify(rows.map((row) => ({ ...row, sha256: sha256OfPlace(row), id: this.ids.uuid() }))), this.clock.now()],
    );
  }

  /** What the reports of a batch say of place and time; those that are placed already are left out. */
  async unplaced(tx: EntityManager, reportIds: readonly string[]): Promise<StatedReport[]> {
    return tx.query(
      `SELECT r.id AS "reportId", stated_lat AS lat, stated_lon AS lon, stated_radius_m AS "radiusM", stated_pcode AS pcode, stated_place AS name,
              occurred_from AS "from", occurred_to AS "to", stated_origin AS origin
         FROM report r WHERE r.id = ANY($1::uuid[]) AND NOT EXISTS (SELECT FROM report_placement p WHERE p.report_id = r.id)`,
      [reportIds],
    );
  }

  /** Adds placements; a report that was placed meanwhile keeps the first. Returns the reports that were added. */
  async addPlacements(tx: EntityManager, policyVersion: string, rows: readonly PlacedReport[]): Promise<string[]> {
    if (rows.length === 0) return [];
    const added: { id: string }[] = await tx.query(
      `INSERT INTO report_placement (report_id, lat, lon, radius_m, pcode, how, confidence, candidates, clarification, zones, origin, policy_version, placed_at)
       SELECT "reportId", lat, lon, "radiusM", pcode, how, confidence, candidates, clarification, zones, origin, $2, $3
         FROM jsonb_to_recordset($1::jsonb) AS p("reportId" uuid, lat float8, lon float8, "radiusM" float8, pcode text, how text,
              confidence float8, candidates jsonb, clarification text, zones jsonb, origin jsonb)
       ON CONFLICT (report_id) DO NOTHING RETURNING report_id AS id`,
      [JSON.stringify(rows), policyVersion, this.clock.now()],
    );
    return added.map(({ id }) => id);
  }

  /** Versions without their outlines, by code. */
  list({ type, source, level, pcode, after, limit, knownAt, types, party }: ZoneFilter): Promise<ZoneListItem[]> {
    return this.database.query(
      `SELECT ${COLUMNS}, recorded_at AS "recordedAt" FROM zone_version v
        WHERE ${isKnownAt('$8')} AND ($1::text IS NULL OR type = $1) AND ($2::text IS NULL OR source = $2) AND ($3::int IS NULL OR level = $3)
          AND ($4::text IS NULL OR starts_with(pcode, $4)) AND ($5::text IS NULL OR (zone_code, id) > ($5, $6::uuid))
          AND ($9::text[] IS NULL OR type = ANY($9)) AND ($10::text IS NULL OR details ->> 'party' = $10)
        ORDER BY zone_code, id LIMIT $7`,
      [type ?? null, source ?? null, level ?? null, pcode ?? null, after?.code ?? null, after?.id ?? null, limit, knownAt ?? null, types ?? null, party ?? null],
    );
  }

  /**
   * One version with its outline, superseded or not.
   * @param types those that the caller may see: of others nothing is read, so that the answer takes no longer than for what is not there
   */
  async one(id: string, types: readonly ZoneType[] | null): Promise<ZoneDetail | null> {
    const [row] = await this.database.query<ZoneDetail>(
      `SELECT ${COLUMNS}, geometry, details, recorded_at AS "recordedAt", ${IS_CURRENT} AS "isCurrent" FROM zone_version v WHERE id = $1 AND ($2::text[] IS NULL OR type = ANY($2))`,
      [id, types],
    );
    return row ?? null;
  }

  /** The current zones registered for a party, with their outlines: its own are no secret to it. */
  areasOf(partyCode: string): Promise<ZoneDetail[]> {
    return this.database.query(
      `SELECT ${COLUMNS}, geometry, details, recorded_at AS "recordedAt", true AS "isCurrent"
         FROM zone_version v WHERE ${IS_CURRENT} AND details ->> 'party' = $1 ORDER BY zone_code, id`,
      [partyCode],
    );
  }

  /** The outlines of one map as they are known at an instant. */
  ofSource(source: string, knownAt: Date | null): Promise<ZoneVersion[]> {
    return this.database.query(`SELECT ${COLUMNS}, geometry, details FROM zone_version v WHERE source = $1 AND ${isKnownAt('$2')} ORDER BY zone_code, id`, [source, knownAt]);
  }
}

const COLUMNS = `id, zone_code AS code, type, source, level, pcode, parent_pcode AS "parentPcode", names, approximate,
  valid_from AS "validFrom", valid_to AS "validTo"`;
/** Recorded by then, and superseded by nothing that was recorded by then; `at` NULL is now. */
const isKnownAt = (at: string) => `geometry IS NOT NULL AND (${at}::timestamptz IS NULL OR recorded_at <= ${at})
  AND NOT EXISTS (SELECT FROM zone_version s WHERE s.supersedes = v.id AND (${at}::timestamptz IS NULL OR s.recorded_at <= ${at}))`;
const IS_CURRENT = `geometry IS NOT NULL AND NOT EXISTS (SELECT FROM zone_version s WHERE s.supersedes = v.id)`;

function recordOf({ zone, isWithdrawn, supersedes }: NewZoneRow) {
  const box = isWithdrawn ? {} : boxOf(polygonsOf(zone.geometry));
  const { code, type, source, level, pcode, parentPcode, names, approximate, details, validFrom, validTo } = zone;
  const geometry = isWithdrawn ? undefined : zone.geometry;
  const plain = { code, type, source, level, pcode, parentPcode, names, approximate, details, validFrom, validTo };
  return { ...plain, geometry, ...box, supersedes, sha256: sha256OfZone(zone) };
}

/** Hash of all that a zone says: equal hashes are equal zones. */
export function sha256OfZone({ code, type, source, level, pcode, parentPcode, names, geometry, approximate, details, validFrom, validTo }: Zone): string {
  return sha256({ code, type, source, level, pcode, parentPcode, names, geometry, approximate, details, validFrom, validTo });
}

export function sha256OfPlace({ code, kind, names, aliases, lat, lon, radiusM, pcode, source }: SourcedPlace): string {
  return sha256({ code, kind, names, aliases, lat, lon, radiusM, pcode, source });
}

function sha256(said: object): string {
  return createHash('sha256').update(canonicalJson(said)).digest('hex');
}
