import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database, hashOf } from '@hotline/platform';

export interface LocalLogin {
  accountId: string;
  passwordHash: string | null;
  totpSealed: Buffer | null;
}

@Injectable()
export class LocalLoginRepository {
  constructor(private readonly database: Database) {}

  async find(login: string): Promise<LocalLogin | null> {
    const [row] = await this.database.query<LocalLogin>(
      `SELECT account_id AS "accountId", password_hash AS "passwordHash", totp_sealed AS "totpSealed" FROM local_login WHERE login = $1`,
      [login],
    );
    return row ?? null;
  }

  /** Whether this code's step was still unused, and is now used. The first use is the end of the invitation. */
  async use(accountId: string, step: number): Promise<boolean> {
    const [, count] = (await this.database.query(
      `UPDATE local_login SET totp_step = $2, invitation_sha256 = NULL, invited_until = NULL
        WHERE account_id = $1 AND totp_step < $2 AND EXISTS (SELECT FROM account WHERE id = $1 AND revoked_at IS NULL)`,
      [accountId, step],
    )) as [unknown, number];
    return count === 1;
  }

  /** False when somebody else has this login. */
  async invite(tx: EntityManager, accountId: string, login: string, invitation: string, until: Date): Promise<boolean> {
    const rows = (await tx.query(
      `INSERT INTO local_login (account_id, login, invitation_sha256, invited_until) VALUES ($1, $2, $3, $4) ON CONFLICT (login) DO NOTHING RETURNING account_id`,
      [accountId, login, hashOf(invitation), until],
    )) as unknown[];
    return rows.length === 1;
  }

  /** What was enrolled works until the new invitation is taken up. */
  async inviteAgain(tx: EntityManager, accountId: string, invitation: string, until: Date): Promise<boolean> {
    const [, count] = (await tx.query(
      `UPDATE local_login l SET invitation_sha256 = $2, invited_until = $3 FROM account a
        WHERE l.account_id = $1 AND a.id = $1 AND a.revoked_at IS NULL`,
      [accountId, hashOf(invitation), until],
    )) as [unknown[], number];
    return count === 1;
  }

  /** Locked until the transaction ends. */
  async invited(tx: EntityManager, invitation: string, now: Date): Promise<{ accountId: string; login: string } | null> {
    const [row] = (await tx.query(
      `SELECT account_id AS "accountId", login FROM local_login WHERE invitation_sha256 = $1 AND invited_until > $2 FOR UPDATE`,
      [hashOf(invitation), now],
    )) as { accountId: string; login: string }[];
    return row ?? null;
  }

  async enrol(tx: EntityManager, accountId: string, passwordHash: string, totpSealed: Buffer): Promise<void> {
    await tx.query(`UPDATE local_login SET password_hash = $2, totp_sealed = $3, totp_step = 0 WHERE account_id = $1`, [accountId, passwordHash, totpSealed]);
  }
}
