import { Injectable } from '@nestjs/common';
import { Database } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { encodeCursor, isBySeq, type Cursor, type Sort } from './cursor';
import type { DocketLine, DocketSource } from './docket-line';
import { conditionOf, type IncidentFilter } from './incident-filter';

/** A line as it is read back: what a list shows, and `seq`, which orders it. */
export interface StoredLine extends Omit<DocketLine, 'incidentId' | 'openZones'> {
  id: string;
  seq: string;
  changedAt: Date;
}

export interface Page {
  filter: IncidentFilter;
  sort: Sort;
  after: Cursor | null;
  limit: number;
  /** The docket as it stood then; null is as it stands now. */
  knownAt: Date | null;
}

/** The class of the advisory locks of this lib. */
const LOCK_CLASS = 0x524556;

@Injectable()
export class DocketRepository {
  constructor(private readonly database: Database) {}

  /** Held until the transaction ends: whoever changes what the docket says of an incident does it alone. Sorted. */
  async lock(tx: EntityManager, incidentIds: readonly string[]): Promise<void> {
    await tx.query(
      `SELECT pg_advisory_xact_lock($1, slot)
         FROM (SELECT DISTINCT hashtext(id::text) AS slot FROM unnest($2::uuid[]) AS id ORDER BY 1) AS slots`,
      [LOCK_CLASS, incidentIds],
    );
  }

  /** What is known now of incidents that have been assessed. Lock them first. */
  sources(tx: EntityManager, incidentIds: readonly string[]): Promise<DocketSource[]> {
    return tx.query(
      `SELECT i.id AS "incidentId", a.id AS "assessmentId", i.revision, i.message_status AS "messageStatus",
              i.opened_at AS "openedAt", i.occurred_from AS "from", i.occurred_to AS "to", i.lat, i.lon, i.radius_m AS "radiusM",
              i.pcode, i.act, i.weapon, i.target, i.killed, i.wounded, i.report_count AS "reportCount",
              i.source_count AS "sourceCount", i.absorbed_into AS "absorbedInto", a.scope, a.ihl_concern AS "ihlConcern",
              a.fact_status AS "factStatus", a.gravity, a.responsible_co_chair AS "responsibleCoChair", a.interested, a.perpetrators,
              a.victims, a.zones, d.outcome AS determination,
              EXISTS (SELECT FROM opinion_round r WHERE r.incident_id = i.id AND r.why = 'CHANGED') AS "isReopened",
              EXISTS (SELECT FROM information_request q WHERE q.incident_id = i.id AND NOT EXISTS (SELECT FROM information_reply WHERE request_id = q.id)) AS "hasOpenRequest",
              EXISTS (SELECT FROM response_step s WHERE s.incident_id = i.id AND NOT s.is_waived AND s.made_at >= d.made_at) AS "hasResponse",
              EXISTS (SELECT FROM referral f WHERE f.incidents @> ARRAY[i.id] AND
                (SELECT count(*) FROM (SELECT DISTINCT ON (side) concurs FROM referral_concurrence WHERE referral_id = f.id ORDER BY side, seq DESC) AS said WHERE concurs) = 2) AS "isReferred",
              (SELECT count(*) FROM incident_closure c WHERE c.incident_id = i.id
                  AND c.round = (SELECT max(number) FROM opinion_round WHERE incident_id = i.id)) = 2 AS "isClosed", line.offered_at AS "offeredAt"
         FROM incident i
         CROSS JOIN LATERAL (SELECT * FROM assessment WHERE incident_id = i.id ORDER BY seq DESC LIMIT 1) AS a
         LEFT JOIN LATERAL (SELECT outcome, made_at FROM determination WHERE incident_id = i.id ORDER BY seq DESC LIMIT 1) AS d ON true
         LEFT JOIN docket line ON line.incident_id = i.id
        WHERE i.id = ANY($1::uuid[])`,
      [incidentIds],
    );
  }

  /** Writes lines; one that says the same as before is left alone, so that `changed_at` means it. */
  async save(tx: EntityManager, lines: readonly DocketLine[], now: Date): Promise<void> {
    if (lines.length > 0) await tx.query(UPSERT, [JSON.stringify(lines), now]);
  }

  /** One page and where the next begins. Pages never repeat or lose a line that was there when the first was read. */
  async page({ filter, sort, after, limit, knownAt }: Page): Promise<{ lines: StoredLine[]; nextCursor: string | null }> {
    const { sql, parameters } = conditionOf(filter);
    const bind = (value: unknown) => `$${parameters.push(value)}`;
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    const beyond = direction === 'DESC' ? '<' : '>';
    const column = SORT_COLUMN[sort];
    const start = !after ? '' : column ? `AND (${column}, seq) ${beyond} (${bind(after.key)}, ${bind(after.seq)})` : `AND seq ${beyond} ${bind(after.seq)}`;
    const order = [...(column ? [column] : []), 'seq'].map((name) => `${name} ${direction}`).join(', ');
    const lines = await this.database.query<StoredLine>(
      `SELECT ${knownAt ? VERSION_COLUMNS : DOCKET_COLUMNS} FROM ${knownAt ? versionsAt(bind(knownAt)) : 'docket'} WHERE ${sql} ${start} ORDER BY ${order} LIMIT ${bind(limit + 1)}`,
      parameters,
    );
    const shown = lines.slice(0, limit);
    const last = shown.at(-1);
    if (!last || lines.length <= limit) return { lines: shown, nextCursor: null };
    const key = isBySeq(sort) ? null : sort.endsWith('from') ? last.from : last.changedAt;
    return { lines: shown, nextCursor: encodeCursor({ sort, key, seq: last.seq }) };
  }

  async find(incidentId: string, tx?: EntityManager): Promise<StoredLine | null> {
    const sql = `SELECT ${DOCKET_COLUMNS} FROM docket WHERE incident_id = $1`;
    const [line]: StoredLine[] = await (tx ? tx.query(sql, [incidentId]) : this.database.query<StoredLine>(sql, [incidentId]));
    return line ?? null;
  }
}

/** Nothing of a request ever names a column. */
const SORT_COLUMN: Readonly<Record<Sort, string | null>> = {
  openedAt: null,
  '-openedAt': null,
  from: 'occurred_from',
  '-from': 'occurred_from',
  changedAt: 'changed_at',
  '-changedAt': 'changed_at',
};

/** What a stored line is made of. No column here tells who reported. */
export const DOCKET_COLUMNS = `incident_id AS id, seq, assessment_id AS "assessmentId", revision, message_status AS "messageStatus",
  state, fact_status AS "factStatus", scope, ihl_concern AS "ihlConcern", act, weapon, target, occurred_from AS "from",
  occurred_to AS "to", lat, lon, radius_m AS "radiusM", pcode, zones, perpetrators, victims, parties, killed, wounded,
  report_count AS "reportCount", source_count AS "sourceCount", responsible_co_chair AS "responsibleCoChair", interested,
  determination, gravity, absorbed_into AS "absorbedInto", opened_at AS "openedAt", offered_at AS "offeredAt",
  changed_at AS "changedAt"`;

/** A version keeps what is published of a line. */
const VERSION_COLUMNS = DOCKET_COLUMNS.replace('assessment_id AS "assessmentId", ', '').replace('interested,\n', '\n');

/** The versions that stood at an instant: recorded by then, and the next one was not. */
function versionsAt(instant: string): string {
  return `(SELECT v.* FROM incident_version v LEFT JOIN incident_version next ON next.log_index = v.superseded_at
            WHERE v.changed_at <= ${instant} AND (next.log_index IS NULL OR next.changed_at > ${instant})) AS known`;
}

const WRITTEN = `incident_id, assessment_id, revision, message_status, state, fact_status, scope, ihl_concern, act, weapon, target,
  occurred_from, occurred_to, lat, lon, radius_m, pcode, zones, open_zones, perpetrators, victims, parties, killed, wounded, report_count,
  source_count, responsible_co_chair, interested, determination, gravity, absorbed_into, opened_at, offered_at`;

const columns = WRITTEN.split(/,\s*/);
const qualified = (table: string) => columns.map((column) => `${table}.${column}`).join(', ');

const UPSERT = `
  INSERT INTO docket (${WRITTEN}, changed_at)
  SELECT "incidentId", "assessmentId", revision, "messageStatus", state, "factStatus", scope, "ihlConcern", act, weapon, target,
         "from", "to", lat, lon, "radiusM", pcode, zones, "openZones", perpetrators, victims, parties, killed, wounded, "reportCount",
         "sourceCount", "responsibleCoChair", interested, determination, gravity, "absorbedInto", "openedAt", "offeredAt", $2
    FROM jsonb_to_recordset($1::jsonb)
      AS l("incidentId" uuid, "assessmentId" uuid, revision int, "messageStatus" text, state text, "factStatus" text, scope text,
           "ihlConcern" boolean, act text, weapon text, target text, "from" timestamptz, "to" timestamptz, lat float8, lon float8,
           "radiusM" float8, pcode text, zones text[], "openZones" text[], perpetrators text[], victims text[], parties text[], killed int,
           wounded int, "reportCount" int, "sourceCount" int, "responsibleCoChair" text, interested text[], determination text,
           gravity text, "absorbedInto" uuid, "openedAt" timestamptz, "offeredAt" timestamptz)
   ORDER BY "openedAt", "incidentId"
  ON CONFLICT (incident_id) DO UPDATE SET (${WRITTEN}, changed_at) = (${qualified('excluded')}, excluded.changed_at)
   WHERE (${qualified('docket')}) IS DISTINCT FROM (${qualified('excluded')})`;
