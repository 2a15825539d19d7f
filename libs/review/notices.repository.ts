import { Injectable } from '@nestjs/common';
import { Database, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { Viewer } from './reveal';

export type NoticeKind = 'INTERESTED_OPINION' | 'DEADLINE_NEAR' | 'NO_RESPONSE' | 'REQUEST_UNANSWERED' | 'DOSSIER_OPENED';

export interface Notice {
  id: string;
  seq: string;
  incidentId: string | null;
  kind: NoticeKind;
  text: string;
  madeAt: Date;
}

/** What the secretariat is told. It decides nothing by being told. */
@Injectable()
export class NoticesRepository {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  async add(tx: EntityManager, incidentId: string | null, kind: NoticeKind, text: string, madeAt: Date): Promise<void> {
    await tx.query(`INSERT INTO ose_notice (id, incident_id, kind, text, made_at) VALUES ($1, $2, $3, $4, $5)`, [this.ids.uuid(), incidentId, kind, text, madeAt]);
  }

  /** Newest first, before `beforeSeq`. */
  page(viewer: Viewer, beforeSeq: string | null, limit: number): Promise<Notice[]> {
    const sql = `
      SELECT id, seq, incident_id AS "incidentId", kind, text, made_at AS "madeAt" FROM ose_notice
       WHERE $1::bigint IS NULL OR seq < $1::bigint ORDER BY seq DESC LIMIT $2`;
    return this.database.seenBy(viewer, (tx) => tx.query(sql, [beforeSeq, limit]));
  }
}
