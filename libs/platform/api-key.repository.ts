import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from './access';
import { hashOf, keyState, type ApiKey, type KeyState } from './api-key';
import { Clock } from './clock.service';
import { Database } from './database.service';
import { Together } from './together';

/** A key as lists show it: everything but the secret, which nobody has. */
export interface ListedKey {
  kid: string;
  accountId: string;
  label: string;
  role: string;
  organisation: string;
  scopes: string[];
  issuedAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  suspectSince: Date | null;
  rotatedFrom: string | null;
}

export interface KeyItem extends ListedKey {
  state: KeyState;
}

export interface NewKey extends Pick<ListedKey, 'kid' | 'accountId' | 'scopes' | 'expiresAt' | 'rotatedFrom'> {
  secret: string;
  issuedBy: string;
}

/** Who holds a key, as long as it is good. */
interface Holder extends Caller {
  kid: string;
  secretSha256: Buffer;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

const LOOK_UPS = 200;

const HOLDERS = `
  SELECT a.id AS "accountId", a.role, a.side, a.organisation_id AS "organisationId", o.party_code AS "partyCode", a.label,
         k.kid, k.secret_sha256 AS "secretSha256", k.scopes, k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt"
    FROM api_key k JOIN account a ON a.id = k.account_id JOIN organisation o ON o.id = a.organisation_id
   WHERE k.kid = ANY($1) AND a.revoked_at IS NULL`;

@Injectable()
export class ApiKeyRepository {
  /** Requests of one moment ask once. */
  private readonly lookUps = new Together<ApiKey, Holder | null>((keys) => this.holdersOf(keys), LOOK_UPS, 2, 24);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Who holds this key, asked of the database every time: nobody is remembered after a revocation. */
  async callerOf(key: ApiKey): Promise<Caller | null> {
    const row = await this.lookUps.submit(key);
    if (!row) return null;
    const { kid: _kid, secretSha256: _secret, expiresAt, revokedAt, ...caller } = row;
    return this.stateOf({ expiresAt, revokedAt }) === 'ACTIVE' ? caller : null;
  }

  private async holdersOf(keys: readonly ApiKey[]): Promise<(Holder | null)[]> {
    const rows = await this.database.prepared<Holder>('api-key.holders', HOLDERS, [[...new Set(keys.map(({ kid }) => kid))]]);
    const known = new Map(rows.map((row) => [row.kid, row]));
    return keys.map(({ kid, secret }) => {
      const holder = known.get(kid);
      return holder && timingSafeEqual(holder.secretSha256, hashOf(secret)) ? holder : null;
    });
  }

  stateOf(key: { expiresAt: Date | null; revokedAt: Date | null }): KeyState {
    return keyState(key, this.clock.now());
  }

  async list(): Promise<KeyItem[]> {
    const rows = await this.database.query<ListedKey>(`${LISTED} ORDER BY k.issued_at, k.kid`);
    return rows.map((row) => ({ ...row, state: this.stateOf(row) }));
  }

  /** Held until the transaction ends, so that two people cannot rotate one key at once. */
  async lock(tx: EntityManager, kid: string): Promise<ListedKey | null> {
    const [row] = (await tx.query(`${LISTED} WHERE k.kid = $1 FOR UPDATE OF k`, [kid])) as ListedKey[];
    return row ?? null;
  }

  async add(tx: EntityManager, key: NewKey): Promise<void> {
    await tx.query(
      `INSERT INTO api_key (kid, account_id, secret_sha256, scopes, issued_at, issued_by, expires_at, rotated_from) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [key.kid, key.accountId, hashOf(key.secret), key.scopes, this.clock.now(), key.issuedBy, key.expiresAt, key.rotatedFrom],
    );
  }

  /** The earlier end stands: a rotation never prolongs a key that was revoked. */
  async end(tx: EntityManager, kid: string, at: Date, suspectSince: Date | null = null): Promise<void> {
    await tx.query(
      `UPDATE api_key SET revoked_at = least(revoked_at, $2), suspect_since = least(suspect_since, $3::timestamptz) WHERE kid = $1`,
      [kid, at, suspectSince],
    );
  }
}

const LISTED = `
  SELECT k.kid, k.account_id AS "accountId", a.label, a.role, o.name AS organisation, k.scopes, k.issued_at AS "issuedAt", k.expires_at AS "expiresAt",
         k.revoked_at AS "revokedAt", k.suspect_since AS "suspectSince", k.rotated_from AS "rotatedFrom"
    FROM api_key k JOIN account a ON a.id = k.account_id JOIN organisation o ON o.id = a.organisation_id`;
