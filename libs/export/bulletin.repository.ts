import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { ReportCount, Verdicts } from './bulletin';
import type { Outline } from './bulletin-page';

interface Area {
  pcode: string;
  names: Record<string, string>;
  geometry: { type: string; coordinates: unknown };
}

@Injectable()
export class BulletinRepository {
  /** Reports of the day as the log of this size knew them: where they were placed by then, and not later. */
  async reports(client: PoolClient, from: Date, to: Date, size: number): Promise<ReportCount[]> {
    const { rows } = await client.query<ReportCount>(
      `SELECT left(placed.pcode, 4) AS governorate, count(*)::int AS count
         FROM report r
         JOIN fact f ON f.report_id = r.id AND f.type = 'report.received'
         JOIN log_entry e ON e.fact_id = f.id AND e.index < $3
         LEFT JOIN LATERAL (SELECT p.content->>'pcode' AS pcode FROM fact p JOIN log_entry pe ON pe.fact_id = p.id
                             WHERE p.report_id = r.id AND p.type = 'report.placed' AND pe.index < $3 ORDER BY pe.index DESC LIMIT 1) AS placed ON true
        WHERE r.message_status = 'ACTUAL' AND r.occurred_from >= $1 AND r.occurred_from < $2 GROUP BY 1`,
      [from, to, size],
    );
    return rows;
  }

  /** What each co-chair said, of incidents both have opined on by then. */
  async verdicts(client: PoolClient, incidentIds: readonly string[], size: number): Promise<Verdicts> {
    const { rows } = await client.query<{ id: string; verdicts: { US?: string; RU?: string } }>(
      `SELECT DISTINCT ON (f.incident_id) f.incident_id AS id, coalesce(f.content->'verdicts', '{}') AS verdicts
         FROM fact f JOIN log_entry e ON e.fact_id = f.id AND e.index < $2
        WHERE f.incident_id = ANY($1::uuid[]) AND f.type = 'incident.determined' ORDER BY f.incident_id, e.index DESC`,
      [incidentIds, size],
    );
    return Object.fromEntries(rows.map(({ id, verdicts }) => [id, verdicts]));
  }

  /** First-level areas for names and the map: the standing versions, official boundaries before approximate ones. */
  async areas(client: PoolClient): Promise<{ names: Record<string, string>; outlines: Outline[] }> {
    const { rows } = await client.query<Area>(
      `SELECT DISTINCT ON (pcode) pcode, names, geometry FROM zone_version z
        WHERE type = 'ADMIN' AND level = 1 AND pcode IS NOT NULL AND geometry IS NOT NULL
          AND NOT EXISTS (SELECT FROM zone_version newer WHERE newer.supersedes = z.id) ORDER BY pcode, approximate, seq DESC`,
    );
    return {
      names: Object.fromEntries(rows.map(({ pcode, names }) => [pcode, names.en ?? pcode])),
      outlines: rows.map(({ pcode, geometry }) => ({ pcode, rings: (geometry.type === 'MultiPolygon' ? (geometry.coordinates as unknown[]).flat() : geometry.coordinates) as Outline['rings'] })),
    };
  }
}
