import { Injectable } from '@nestjs/common';
import { Database } from '@hotline/platform';
import type { Evidence } from './evidence';
import { thresholdsOf, type Model } from './model';

/** Why a report is in its incident: what reviewers and auditors see. */
export interface LinkView {
  incidentId: string;
  reportId: string;
  /** 0 for the report that opened the incident. */
  bits: number;
  why: string;
  evidence: Evidence[];
  runnersUp: { incidentId: string; bits: number; why: string }[];
  modelVersion: string;
  /** In bits: from where the model links, from where it asks a person, and what an incident's reports must reach on average. */
  thresholds: Model['thresholds'] | null;
  decidedBy: 'AUTO' | 'REVIEWER';
  /** The report whose words this one repeats nearly to the letter; both count as one source. */
  echoOf: string | null;
  linkedAt: Date;
}

/** Two incidents that may be one: the report belongs to `incidentId`, and `otherIncidentId` should be compared with it. */
export interface SuggestionView {
  incidentId: string;
  otherIncidentId: string;
  reportId: string;
  bits: number;
  why: string;
  evidence: Evidence[];
  vetoes: string[];
  modelVersion: string;
  /** In bits: from where the model links, from where it asks a person, and what an incident's reports must reach on average. */
  thresholds: Model['thresholds'] | null;
  suggestedAt: Date;
}

/** Reads links for the libs to the right. Set-based SQL of theirs may as well join `incident_report` on `report` itself. */
@Injectable()
export class LinkageReader {
  constructor(private readonly database: Database) {}

  /** In the order in which they were linked. */
  async linksOf(incidentIds: readonly string[]): Promise<LinkView[]> {
    const rows = await this.database.query<Omit<LinkView, 'thresholds'>>(
      `SELECT link.incident_id AS "incidentId", link.report_id AS "reportId", link.bits::float8 AS bits, link.why, link.evidence,
              link.runners_up AS "runnersUp", link.model_version AS "modelVersion", link.decided_by AS "decidedBy",
              link.echo_of AS "echoOf", link.linked_at AS "linkedAt"
         FROM incident_report link JOIN report ON report.id = link.report_id
        WHERE link.incident_id = ANY($1::uuid[]) ORDER BY link.incident_id, link.linked_at, report.seq`,
      [incidentIds],
    );
    return rows.map((row) => ({ ...row, thresholds: thresholdsOf(row.modelVersion) }));
  }

  /** Seen from either incident: what its own reports suggest, and what later reports suggest of it. */
  async suggestionsOf(incidentIds: readonly string[]): Promise<SuggestionView[]> {
    const rows = await this.database.query<Omit<SuggestionView, 'thresholds'>>(
      `SELECT own.incident_id AS "incidentId", s.incident_id AS "otherIncidentId", s.report_id AS "reportId",
              s.bits::float8 AS bits, s.why, s.evidence, s.vetoes, s.model_version AS "modelVersion", s.suggested_at AS "suggestedAt"
         FROM link_suggestion s JOIN incident_report own ON own.report_id = s.report_id
        WHERE own.incident_id <> s.incident_id AND (own.incident_id = ANY($1::uuid[]) OR s.incident_id = ANY($1::uuid[]))
        ORDER BY s.bits DESC, s.report_id`,
      [incidentIds],
    );
    return rows.map((row) => ({ ...row, thresholds: thresholdsOf(row.modelVersion) }));
  }

  /** Texts that many reports of an incident repeat nearly to the letter: perhaps a coordinated flood. Each counts as one source. */
  floodsOf(incidentIds: readonly string[]): Promise<FloodView[]> {
    return this.database.query(
      `SELECT incident_id AS "incidentId", coalesce(echo_of, report_id) AS "firstReportId", count(*)::int AS reports,
              count(DISTINCT source_id)::int AS sources
         FROM incident_report WHERE incident_id = ANY($1::uuid[])
        GROUP BY 1, 2 HAVING count(*) >= ${FLOOD} ORDER BY 3 DESC, 2`,
      [incidentIds],
    );
  }
}

/** From this many near-identical reports on, people are told and all of them are one voice. Fewer may be chance: two monitors say "two mortar rounds". */
export const FLOOD = 5;

/** Near-identical reports of one incident. */
export interface FloodView {
  incidentId: string;
  firstReportId: string;
  reports: number;
  sources: number;
}
