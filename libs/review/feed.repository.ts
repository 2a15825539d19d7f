import { Injectable } from '@nestjs/common';
import { Database } from '@hotline/platform';
import { EVENT_TYPES, type FeedCursor, type FeedFact } from './event';

/** Larger than any number of a fact: "everything of that transaction". */
const ALL_OF_IT = '9223372036854775807';

const OLDEST_RUNNING = `pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;

@Injectable()
export class FeedRepository {
  constructor(private readonly database: Database) {}

  /**
   * Facts after the cursor, in the order (tx, id), only those below the oldest transaction that still runs: whatever
   * commits later comes after them, so a listener that remembers the last one misses none. `next` is where to go on from. Who look
   * at the same time hand in one `horizon`: whoever has heard everything then stands at the same place.
   */
  async after({ tx, id }: FeedCursor, limit: number, horizon: string | null = null): Promise<{ facts: FeedFact[]; next: FeedCursor; isEnd: boolean }> {
    const rows = await this.database.query<FeedFact & { horizon: string }>(
      `WITH horizon AS MATERIALIZED (SELECT coalesce($5::bigint, ${OLDEST_RUNNING}) AS tx)
       SELECT horizon.tx AS horizon, f.* FROM horizon LEFT JOIN LATERAL (
         SELECT tx, id, type, incident_id AS "incidentId", recorded_at AS "recordedAt", content FROM fact
          WHERE tx >= $1 AND (tx, id) > ($1::bigint, $2::bigint) AND tx < horizon.tx AND type = ANY($3)
          ORDER BY tx, id LIMIT $4) AS f ON true`,
      [tx, id, EVENT_TYPES, limit, horizon],
    );
    const facts = rows.filter((row) => row.id !== null);
    const last = facts.at(-1);
    if (facts.length >= limit) return { facts, next: { tx: last!.tx, id: last!.id }, isEnd: false };
    const settled = (BigInt(rows[0]!.horizon) - 1n).toString();
    return { facts, next: BigInt(settled) >= BigInt(tx) ? { tx: settled, id: ALL_OF_IT } : { tx, id }, isEnd: true };
  }

  /** The oldest transaction that still runs: what was recorded before it is settled. */
  async horizon(): Promise<string> {
    const [row] = await this.database.query<{ tx: string }>(`SELECT (${OLDEST_RUNNING})::text AS tx`);
    return row!.tx;
  }

  /** Now: what follows is new. */
  async end(): Promise<FeedCursor> {
    return { tx: (BigInt(await this.horizon()) - 1n).toString(), id: ALL_OF_IT };
  }
}
