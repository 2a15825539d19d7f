import { Injectable } from '@nestjs/common';
import { Database } from '@hotline/platform';
import type { ZoneAnswer } from '@hotline/assessment';

/** A report of an incident. `sourceId` never leaves the server: viewers get a label made for them. */
export interface IncidentReport {
  reportId: string;
  sourceId: string;
  sourceKind: 'MONITOR' | 'PARTY' | 'PUBLIC' | 'STATE' | 'UN' | 'OPERATOR';
  kind: string;
  language: string | null;
  narrative: string | null;
  /** Null to whoever reads the words. */
  contentSha256: string | null;
  /** Why it is in this incident; the evidence is under `links`. */
  why: string;
  occurred: { from: Date; to: Date; precision: string; flag: string | null };
  act: string | null;
  weapon: string | null;
  target: string | null;
  allegedPerpetrator: string | null;
  allegedVictim: string | null;
  killed: number | null;
  wounded: number | null;
  observation: string | null;
  evidence: { sha256: string; mediaType?: string }[];
  place: {
    stated: string | null;
    how: 'STATED_POINT' | 'PCODE' | 'PLACE_NAME' | 'UNRESOLVED';
    confidence: number;
    lat: number | null;
    lon: number | null;
    radiusM: number | null;
    pcode: string | null;
    zones: ZoneAnswer[];
  };
}

@Injectable()
export class IncidentReportsRepository {
  constructor(private readonly database: Database) {}

  /** In the order in which they came. */
  async ofIncident(incidentId: string): Promise<IncidentReport[]> {
    const rows = await this.database.query<Row>(
      `SELECT r.id AS "reportId", r.source_id AS "sourceId", o.kind AS "sourceKind", r.kind, r.language, r.narrative,
              encode(r.content_sha256, 'hex') AS "contentSha256", link.why, r.occurred_from AS "from", r.occurred_to AS "to",
              r.occurred_precision AS precision, r.time_flag AS flag, r.act, r.weapon, r.target,
              r.alleged_perpetrator AS "allegedPerpetrator", r.alleged_victim AS "allegedVictim", r.killed, r.wounded,
              r.observation, r.evidence, r.stated_place AS stated, p.how, p.confidence, p.lat, p.lon, p.radius_m AS "radiusM",
              p.pcode, p.zones
         FROM incident_report link
         JOIN report r ON r.id = link.report_id
         JOIN organisation o ON o.id = r.source_id
         JOIN report_placement p ON p.report_id = r.id
        WHERE link.incident_id = $1 ORDER BY r.seq`,
      [incidentId],
    );
    return rows.map(({ from, to, precision, flag, stated, how, confidence, lat, lon, radiusM, pcode, zones, ...report }) => ({
      ...report,
      occurred: { from, to, precision, flag },
      place: { stated, how, confidence, lat, lon, radiusM, pcode, zones },
    }));
  }
}

type Row = Omit<IncidentReport, 'occurred' | 'place'> & IncidentReport['occurred'] & IncidentReport['place'];
