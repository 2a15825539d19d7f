import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller, Role, Side } from './access';
import { Clock } from './clock.service';
import { Database } from './database.service';
import { Ids } from './ids.service';
import { Together } from './together';

export interface NewAccount {
  role: Role;
  side?: Side;
  organisation: { name: string; kind: 'MONITOR' | 'PARTY' | 'PUBLIC' | 'STATE' | 'UN' | 'OPERATOR'; partyCode?: string };
  label: string;
  tokenSha256: Buffer;
}

const LOOK_UPS = 200;

const CALLERS = `
  SELECT a.id AS "accountId", a.role, a.side, a.organisation_id AS "organisationId", o.party_code AS "partyCode", a.label,
         encode(a.token_sha256, 'hex') AS token
    FROM account a JOIN organisation o ON o.id = a.organisation_id
   WHERE a.token_sha256 = ANY($1::bytea[]) AND a.revoked_at IS NULL`;

@Injectable()
export class AccountRepository {
  /** Requests of one moment ask once. */
  private readonly lookUps = new Together<Buffer, Caller | null>((hashes) => this.callersOf(hashes), LOOK_UPS, 2, 24);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The live account behind a token's hash, or null; asked every time, so that a revocation holds from its commit on. */
  callerOf(tokenSha256: Buffer): Promise<Caller | null> {
    return this.lookUps.submit(tokenSha256);
  }

  private async callersOf(hashes: readonly Buffer[]): Promise<(Caller | null)[]> {
    const wanted = new Map(hashes.map((hash) => [hash.toString('hex'), hash]));
    const rows = await this.database.prepared<Caller & { token: string }>('account.callers', CALLERS, [[...wanted.values()]]);
    const found = new Map(rows.map(({ token, ...caller }) => [token, caller]));
    return hashes.map((hash) => found.get(hash.toString('hex')) ?? null);
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
