import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller, Role, Side } from './access';
import { Clock } from './clock.service';
import { Database } from './database.service';
import { Ids } from './ids.service';

export interface NewAccount {
  role: Role;
  side?: Side;
  organisation: { name: string; kind: 'MONITOR' | 'PARTY' | 'PUBLIC' | 'STATE' | 'UN' | 'OPERATOR'; partyCode?: string };
  label: string;
  tokenSha256: Buffer;
}

@Injectable()
export class AccountRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The live account behind a token's hash, or null; asked every time, so that a revocation holds from its commit on. */
  async callerOf(tokenSha256: Buffer): Promise<Caller | null> {
    const [row] = await this.database.query<Caller>(
      `SELECT a.id AS "accountId", a.role, a.side, a.organisation_id AS "organisationId", o.party_code AS "partyCode", a.label
         FROM account a JOIN organisation o ON o.id = a.organisation_id
        WHERE a.token_sha256 = $1 AND a.revoked_at IS NULL`,
      [tokenSha256],
    );
    return row ?? null;
  }

  async find(accountId: string): Promise<{ role: Role } | null> {
    const [row] = await this.database.query<{ role: Role }>('SELECT role FROM account WHERE id = $1 AND revoked_at IS NULL', [accountId]);
    return row ?? null;
  }

  /** Opens an account; its organisation is created by name when it is new. */
  open(account: NewAccount): Promise<string> {
    return this.database.transaction((tx) => this.add(tx, account));
  }

  async add(tx: EntityManager, account: NewAccount): Promise<string> {
    const id = this.ids.uuid();
    await tx.query(
      `INSERT INTO organisation (id, name, kind, party_code) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING`,
      [this.ids.uuid(), account.organisation.name, account.organisation.kind, account.organisation.partyCode ?? null],
    );
    await tx.query(
      `INSERT INTO account (id, role, side, organisation_id, label, token_sha256, created_at)
       SELECT $1, $2, $3, id, $4, $5, $6 FROM organisation WHERE name = $7`,
      [id, account.role, account.side ?? null, account.label, account.tokenSha256, this.clock.now(), account.organisation.name],
    );
    return id;
  }
}
