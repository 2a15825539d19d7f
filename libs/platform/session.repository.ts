import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from './access';
import { hashOf } from './api-key';
import { Clock } from './clock.service';
import { Database } from './database.service';
import { Ids } from './ids.service';
import { LIFE_MS, SEEN_EVERY_MS, sessionState, type SessionTimes } from './session';

@Injectable()
export class SessionRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Who this session stands for, asked of the database every time: an end holds from its commit on. */
  async callerOf(sessionId: string): Promise<Caller | null> {
    const [row] = await this.database.query<Caller & SessionTimes>(
      `SELECT a.id AS "accountId", a.role, a.side, a.organisation_id AS "organisationId", o.party_code AS "partyCode", a.label,
              s.opened_at AS "openedAt", s.seen_at AS "seenAt", s.ended_at AS "endedAt"
         FROM session s JOIN account a ON a.id = s.account_id JOIN organisation o ON o.id = a.organisation_id
        WHERE s.id_sha256 = $1 AND a.revoked_at IS NULL`,
      [hashOf(sessionId)],
    );
    if (!row) return null;
    const { openedAt, seenAt, endedAt, ...caller } = row;
    const now = this.clock.now();
    if (sessionState({ openedAt, seenAt, endedAt }, now) !== 'ACTIVE') return null;
    if (now.getTime() - seenAt.getTime() >= SEEN_EVERY_MS) await this.database.query('UPDATE session SET seen_at = $2 WHERE id_sha256 = $1', [hashOf(sessionId), now]);
    return caller;
  }

  /** A new session's id, known to nobody else; sessions that are long over go with the same statement. */
  async open(accountId: string): Promise<string> {
    const sessionId = this.ids.token(32);
    const now = this.clock.now();
    await this.database.query(
      `WITH over AS (DELETE FROM session WHERE opened_at < $4)
       INSERT INTO session (id_sha256, account_id, opened_at, seen_at) VALUES ($1, $2, $3, $3)`,
      [hashOf(sessionId), accountId, now, new Date(now.getTime() - 2 * LIFE_MS)],
    );
    return sessionId;
  }

  async end(sessionId: string): Promise<void> {
    await this.database.query('UPDATE session SET ended_at = coalesce(ended_at, $2) WHERE id_sha256 = $1', [hashOf(sessionId), this.clock.now()]);
  }

  /** Signs somebody out everywhere. */
  async endAll(tx: EntityManager, accountId: string): Promise<void> {
    await tx.query('UPDATE session SET ended_at = coalesce(ended_at, $2) WHERE account_id = $1', [accountId, this.clock.now()]);
  }
}
