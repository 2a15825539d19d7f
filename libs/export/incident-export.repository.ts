import { Injectable } from '@nestjs/common';
import { conditionOf, type IncidentFilter } from '@hotline/review';
import type { PoolClient } from 'pg';
import QueryStream from 'pg-query-stream';
import type { IncidentRow } from './incident-row';

/** Rows fetched from the cursor at once: memory stays at a few of these whatever the size of the export. */
const BATCH = 500;

const SELECTED = `incident_id AS id, state, fact_status AS "factStatus", scope, ihl_concern AS "ihlConcern", determination, act, weapon,
  target, occurred_from AS "from", occurred_to AS "to", lat, lon, radius_m AS "radiusM", pcode, zones, perpetrators, victims, killed,
  wounded, report_count AS "reportCount", source_count AS "sourceCount", responsible_co_chair AS "responsibleCoChair", gravity,
  message_status AS "messageStatus", revision, opened_at AS "openedAt", offered_at AS "offeredAt", changed_at AS "changedAt"`;

@Injectable()
export class IncidentExportRepository {
  /**
   * Every incident of the filter as the log knew it when it had `size` entries, in the order in which they were opened. The
   * same size and filter give the same rows for good: a version is never changed, only followed by another.
   */
  async *batches(client: PoolClient, filter: IncidentFilter, size: number): AsyncGenerator<IncidentRow[]> {
    const { sql, parameters } = conditionOf(filter);
    const at = `$${parameters.push(size)}::bigint`;
    const rows = client.query(
      new QueryStream(
        `SELECT ${SELECTED} FROM incident_version
          WHERE ${sql} AND log_index < ${at} AND (superseded_at IS NULL OR superseded_at >= ${at}) ORDER BY seq`,
        parameters,
        { batchSize: BATCH },
      ),
    );
    let batch: IncidentRow[] = [];
    for await (const row of rows as AsyncIterable<IncidentRow>) {
      if (batch.push(row) < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }
}
