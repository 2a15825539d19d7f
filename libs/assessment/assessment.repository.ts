import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson, Database, Ids } from '@hotline/platform';
import type { Origin } from '@hotline/zones';
import type { EntityManager } from 'typeorm';
import type { Assessment, IncidentCase, OriginAnswer } from './assess';
import type { HumanDecision } from './fact-status';
import type { Placement } from './incident-place';
import type { Statement } from './corroboration';
import { SPEAKING_REPORTS } from './speaking-reports';

/** Where a report was placed and when it happened; its zones are asked of the map at the time of judging. */
export type PlacedReport = Omit<Placement, 'zones'> & { lat: number | null; lon: number | null; from: number; to: number; origin: Origin | null };

export interface OpenCase {
  incidentId: string;
  revision: number;
  case: Omit<IncidentCase, 'placements' | 'origins'>;
  placed: PlacedReport[];
}

export interface MadeAssessment {
  incidentId: string;
  revision: number;
  assessment: Assessment;
}

export interface StoredAssessment extends Omit<Assessment, 'origin'> {
  /** Null when no report says where the fire came from. */
  origin: OriginAnswer | null;
  id: string;
  incidentId: string;
  incidentRevision: number;
  madeAt: Date;
}

/** The class of the advisory locks of this lib. */
const LOCK_CLASS = 0x415353;

@Injectable()
export class AssessmentRepository {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  /** Held until the transaction ends: one assessment of an incident at a time. Sorted, so that nobody waits in a circle. */
  async lock(tx: EntityManager, incidentIds: readonly string[]): Promise<void> {
    await tx.query(
      `SELECT pg_advisory_xact_lock($1, slot)
         FROM (SELECT DISTINCT hashtext(id::text) AS slot FROM unnest($2::uuid[]) AS id ORDER BY 1) AS slots`,
      [LOCK_CLASS, incidentIds],
    );
  }

  /** What is judged of these incidents. One that was absorbed by another has nothing left to judge and is left out. */
  async cases(tx: EntityManager, incidentIds: readonly string[]): Promise<OpenCase[]> {
    const rows: CaseRow[] = await tx.query(
      `SELECT i.id AS "incidentId", i.revision, i.occurred_from AS "from", i.occurred_to AS "to", i.act, i.weapon, i.target,
              i.perpetrators, i.victims, i.killed, i.wounded,
              coalesce(reports.all, '[]') AS reports, coalesce(decisions.all, '[]') AS decisions
         FROM incident i
         LEFT JOIN LATERAL (
           SELECT jsonb_agg(jsonb_build_object(
                    'reportId', r.id, 'sourceId', r.source_id, 'sourceParty', r.source_party,
                    'echo', CASE WHEN link.floods THEN coalesce(link.echo_of, r.id) ELSE r.id END,
                    'media', (SELECT coalesce(jsonb_agg(lower(item ->> 'sha256')), '[]') FROM jsonb_array_elements(r.evidence) AS item),
                    'how', p.how, 'lat', p.lat, 'lon', p.lon, 'radiusM', p.radius_m, 'pcode', p.pcode, 'origin', p.origin,
                    'from', extract(epoch FROM r.occurred_from) * 1000, 'to', extract(epoch FROM r.occurred_to) * 1000,
                    'isWithdrawn', EXISTS (SELECT FROM report_withdrawal WHERE report_id = r.id),
                    'isAnonymous', (SELECT kind = 'PUBLIC' FROM organisation WHERE id = r.source_id),
                    'isQuarantined', EXISTS (SELECT FROM report_quarantine WHERE report_id = r.id AND released_at IS NULL)) ORDER BY r.seq) AS all
             FROM (${SPEAKING_REPORTS}) AS link
             JOIN report r ON r.id = link.report_id
             JOIN report_placement p ON p.report_id = link.report_id) AS reports ON true
         LEFT JOIN LATERAL (
           SELECT jsonb_agg(jsonb_build_object('coChair', newest.co_chair, 'decision', newest.decision) ORDER BY newest.co_chair) AS all
             FROM (SELECT DISTINCT ON (co_chair) co_chair, decision FROM verification
                    WHERE incident_id = i.id ORDER BY co_chair, seq DESC) AS newest) AS decisions ON true
        WHERE i.id = ANY($1::uuid[]) AND i.absorbed_into IS NULL
        ORDER BY i.id`,
      [incidentIds],
    );
    return rows.map(({ incidentId, revision, from, to, reports, ...said }) => ({
      incidentId,
      revision,
      case: { ...said, occurred: { from, to }, statements: reports.filter(({ isWithdrawn }) => !isWithdrawn) },
      placed: reports,
    }));
  }

  /** Adds the assessments that differ from the one that stands; returns those. */
  async add(tx: EntityManager, made: readonly MadeAssessment[], now: Date): Promise<(MadeAssessment & { id: string })[]> {
    const standing: { incidentId: string; digest: string }[] = await tx.query(
      `SELECT DISTINCT ON (incident_id) incident_id AS "incidentId", encode(content_sha256, 'hex') AS digest
         FROM assessment WHERE incident_id = ANY($1::uuid[]) ORDER BY incident_id, seq DESC`,
      [made.map(({ incidentId }) => incidentId)],
    );
    const known = new Map(standing.map(({ incidentId, digest }) => [incidentId, digest]));
    const added = made
      .map((item) => ({ ...item, id: this.ids.uuid(), digest: digestOf(item.assessment) }))
      .filter(({ incidentId, digest }) => known.get(incidentId) !== digest);
    if (added.length > 0) await tx.query(INSERT, [JSON.stringify(added.map(rowOf)), now]);
    return added;
  }

  /** Every incident that stands for itself. */
  async standing(tx: EntityManager): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(`SELECT id FROM incident WHERE absorbed_into IS NULL`);
    return rows.map(({ id }) => id);
  }

  /**
   * The incidents whose uncertainty comes within `padM` metres of the boxes of these zone versions or of the versions they
   * supersede: whatever else changed on the map cannot matter to the others.
   */
  async nearZones(tx: EntityManager, zoneVersionIds: readonly string[], padM: number): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `SELECT DISTINCT i.id
         FROM zone_version z LEFT JOIN zone_version before ON before.id = z.supersedes
         JOIN incident i ON i.absorbed_into IS NULL AND i.lat IS NOT NULL
          AND i.lat BETWEEN least(z.min_lat, before.min_lat) - (i.radius_m + $2) / 111000
                        AND greatest(z.max_lat, before.max_lat) + (i.radius_m + $2) / 111000
          AND i.lon BETWEEN least(z.min_lon, before.min_lon) - (i.radius_m + $2) / (111000 * greatest(0.01, cos(radians(i.lat))))
                        AND greatest(z.max_lon, before.max_lon) + (i.radius_m + $2) / (111000 * greatest(0.01, cos(radians(i.lat))))
        WHERE z.id = ANY($1::uuid[])`,
      [zoneVersionIds, padM],
    );
    return rows.map(({ id }) => id);
  }

  /** The assessments of an incident that were made by an instant (by now when there is none), the standing one first. */
  ofIncident(incidentId: string, knownAt: Date | null = null): Promise<StoredAssessment[]> {
    return this.database.query(
      `SELECT id, incident_id AS "incidentId", incident_revision AS "incidentRevision", made_at AS "madeAt",
              policy_version AS "policyVersion", tests, scope, scope_why AS "scopeWhy", ihl_concern AS "ihlConcern",
              fact_status AS "factStatus", fact_status_why AS "factStatusWhy", corroboration, gravity,
              gravity_why AS "gravityWhy", responsible_co_chair AS "responsibleCoChair", interested, perpetrators, victims, zones, origin
         FROM assessment WHERE incident_id = $1 AND ($2::timestamptz IS NULL OR made_at <= $2) ORDER BY seq DESC`,
      [incidentId, knownAt],
    );
  }
}

type CaseRow = Omit<IncidentCase, 'occurred' | 'statements' | 'placements' | 'origins' | 'decisions'> & {
  incidentId: string;
  revision: number;
  from: Date;
  to: Date;
  /** A withdrawn report still says where; it corroborates nothing. */
  reports: (Statement & PlacedReport & { isWithdrawn: boolean })[];
  decisions: HumanDecision[];
};

const INSERT = `
  INSERT INTO assessment (id, incident_id, incident_revision, made_at, policy_version, tests, scope, scope_why, ihl_concern,
                          fact_status, fact_status_why, corroboration, gravity, gravity_why, responsible_co_chair, interested,
                          perpetrators, victims, zones, origin, content_sha256)
  SELECT id, incident_id, incident_revision, $2, policy_version, tests, scope, scope_why, ihl_concern, fact_status,
         fact_status_why, corroboration, gravity, gravity_why, responsible_co_chair, interested, perpetrators, victims, zones, origin,
         decode(digest, 'hex')
    FROM jsonb_to_recordset($1::jsonb)
      AS a(id uuid, incident_id uuid, incident_revision int, policy_version text, tests jsonb, scope text, scope_why text,
           ihl_concern boolean, fact_status text, fact_status_why text, corroboration jsonb, gravity text,
           gravity_why text, responsible_co_chair text, interested text[], perpetrators text[], victims text[], zones jsonb, origin jsonb, digest text)
   ORDER BY incident_id`;

function rowOf({ id, incidentId, revision, assessment, digest }: MadeAssessment & { id: string; digest: string }) {
  return {
    id,
    incident_id: incidentId,
    incident_revision: revision,
    policy_version: assessment.policyVersion,
    tests: assessment.tests,
    scope: assessment.scope,
    scope_why: assessment.scopeWhy,
    ihl_concern: assessment.ihlConcern,
    fact_status: assessment.factStatus,
    fact_status_why: assessment.factStatusWhy,
    corroboration: assessment.corroboration,
    gravity: assessment.gravity,
    gravity_why: assessment.gravityWhy,
    responsible_co_chair: assessment.responsibleCoChair,
    interested: assessment.interested,
    perpetrators: assessment.perpetrators,
    victims: assessment.victims,
    zones: assessment.zones,
    origin: assessment.origin,
    digest,
  };
}

function digestOf(assessment: Assessment): string {
  return createHash('sha256').update(canonicalJson(assessment)).digest('hex');
}
