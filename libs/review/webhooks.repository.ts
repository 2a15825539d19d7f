import { Injectable } from '@nestjs/common';
import { Database, Ids } from '@hotline/platform';
import type { FeedCursor } from './event';
import type { Viewer } from './reveal';

export interface Webhook {
  id: string;
  url: string;
  viewer: Viewer;
  failures: number;
  lastStatus: number | null;
  nextAt: Date;
  cursor: FeedCursor;
}

@Injectable()
export class WebhooksRepository {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  async add(hook: { url: string; viewer: Viewer; cursor: FeedCursor; accountId: string; at: Date }): Promise<string> {
    const id = this.ids.uuid();
    await this.database.query(
      `INSERT INTO webhook (id, url, viewer, made_by, made_at, cursor_tx, cursor_id, next_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $5)`,
      [id, hook.url, hook.viewer, hook.accountId, hook.at, hook.cursor.tx, hook.cursor.id],
    );
    return id;
  }

  list(): Promise<Webhook[]> {
    return this.database.query(`SELECT ${COLUMNS} FROM webhook WHERE removed_at IS NULL ORDER BY made_at`);
  }

  async remove(id: string, at: Date): Promise<boolean> {
    const [, count] = (await this.database.query(`UPDATE webhook SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL`, [id, at])) as unknown as [unknown, number];
    return count > 0;
  }

  /** Takes one that is due and keeps other workers off it until `until`. */
  async take(now: Date, until: Date): Promise<Webhook | null> {
    const [rows] = (await this.database.query(
      `UPDATE webhook SET next_at = $2 WHERE id = (SELECT id FROM webhook WHERE removed_at IS NULL AND next_at <= $1 ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING ${COLUMNS}`,
      [now, until],
    )) as unknown as [Webhook[]];
    return rows[0] ?? null;
  }

  async confirmed(id: string, cursor: FeedCursor, status: number | null, nextAt: Date): Promise<void> {
    await this.database.query(
      `UPDATE webhook SET cursor_tx = $2, cursor_id = $3, failures = 0, last_status = coalesce($4, last_status), next_at = $5 WHERE id = $1`,
      [id, cursor.tx, cursor.id, status, nextAt],
    );
  }

  async failed(id: string, status: number, nextAt: Date): Promise<void> {
    await this.database.query(`UPDATE webhook SET failures = failures + 1, last_status = $2, next_at = $3 WHERE id = $1`, [id, status, nextAt]);
  }
}

const COLUMNS = `id, url, viewer, failures, last_status AS "lastStatus", next_at AS "nextAt", jsonb_build_object('tx', cursor_tx::text, 'id', cursor_id::text) AS cursor`;
