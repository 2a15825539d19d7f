import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, Database, type Role, type Side } from '@hotline/platform';

export interface ListedPerson {
  id: string;
  role: Role;
  side: Side | null;
  label: string;
  organisation: string;
  login: string | null;
  loginState: 'INVITED' | 'ENROLLED' | 'SIGNED_IN' | null;
  identities: { issuer: string; subject: string }[];
  openSessions: number;
}

@Injectable()
export class PeopleRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  list(): Promise<ListedPerson[]> {
    return this.database.query(
      `SELECT a.id, a.role, a.side, a.label, o.name AS organisation, l.login,
              CASE WHEN l.password_hash IS NULL AND l.login IS NOT NULL THEN 'INVITED' WHEN l.invitation_sha256 IS NOT NULL THEN 'ENROLLED'
                   WHEN l.login IS NOT NULL THEN 'SIGNED_IN' END AS "loginState",
              coalesce((SELECT jsonb_agg(jsonb_build_object('issuer', issuer, 'subject', subject) ORDER BY issuer, subject) FROM oidc_identity WHERE account_id = a.id), '[]') AS identities,
              (SELECT count(*)::int FROM session WHERE account_id = a.id AND ended_at IS NULL) AS "openSessions"
         FROM account a JOIN organisation o ON o.id = a.organisation_id LEFT JOIN local_login l ON l.account_id = a.id
        WHERE a.revoked_at IS NULL AND (l.login IS NOT NULL OR EXISTS (SELECT FROM oidc_identity WHERE account_id = a.id))
        ORDER BY a.created_at, a.id`,
    );
  }

  async accountOf(issuer: string, subject: string): Promise<{ accountId: string; side: Side | null } | null> {
    const [row] = await this.database.query<{ accountId: string; side: Side | null }>(
      `SELECT i.account_id AS "accountId", a.side FROM oidc_identity i JOIN account a ON a.id = i.account_id
        WHERE i.issuer = $1 AND i.subject = $2 AND a.revoked_at IS NULL`,
      [issuer, subject],
    );
    return row ?? null;
  }

  /** From the commit on this identity is that account; returns the account that it was before. */
  async link(tx: EntityManager, identity: { issuer: string; subject: string }, accountId: string): Promise<string | null> {
    const key = [identity.issuer, identity.subject];
    const [before] = (await tx.query(`SELECT account_id AS "accountId" FROM oidc_identity WHERE issuer = $1 AND subject = $2 FOR UPDATE`, key)) as { accountId: string }[];
    await tx.query(
      `INSERT INTO oidc_identity (issuer, subject, account_id, linked_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (issuer, subject) DO UPDATE SET account_id = excluded.account_id, linked_at = excluded.linked_at`,
      [...key, accountId, this.clock.now()],
    );
    return before?.accountId ?? null;
  }

  /** The account stays, as what it did stays; nobody gets in as it any more. False for an account that nobody signs in to. */
  async end(tx: EntityManager, accountId: string): Promise<boolean> {
    const ended = (await tx.query(
      `WITH login AS (DELETE FROM local_login WHERE account_id = $1 RETURNING account_id),
            identity AS (DELETE FROM oidc_identity WHERE account_id = $1 RETURNING account_id)
       SELECT account_id FROM login UNION SELECT account_id FROM identity`,
      [accountId],
    )) as unknown[];
    if (ended.length === 0) return false;
    await tx.query(`UPDATE account SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1`, [accountId, this.clock.now()]);
    return true;
  }
}
