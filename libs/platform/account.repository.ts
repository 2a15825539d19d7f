import { Injectable } from '@nestjs/common';
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

/** How long a revoked token may still be honoured by a process that has just seen it, in milliseconds. */
const REMEMBER_MS = 1_000;

@Injectable()
export class AccountRepository {
  private readonly seen = new Map<string, { caller: Caller; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The live account behind a token's hash, or null. Only hashes of tokens are ever stored or compared. */
  async callerOf(tokenSha256: Buffer): Promise<Caller | null> {
    const key = tokenSha256.toString('hex');
    const now = this.clock.now().getTime();
    const known = this.seen.get(key);
    if (known && known.until > now) return known.caller;
    const [row] = await this.database.query<Caller>(
      `SELECT a.id AS "accountId", a.role, a.side, a.organisation_id AS "organisationId", o.party_code AS "partyCode", a.label
         FROM account a JOIN organisation o ON o.id = a.organisation_id
        WHERE a.token_sha256 = $1 AND a.revoked_at IS NULL`,
      [tokenSha256],
    );
    if (!row) return null;
    if (this.seen.size > 10_000) this.seen.clear();
    this.seen.set(key, { caller: row, until: now + REMEMBER_MS });
    return row;
  }

  /** Opens an account; its organisation is created by name when it is new. */
  async open(account: NewAccount): Promise<string> {
    const id = this.ids.uuid();
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO organisation (id, name, kind, party_code) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING`,
        [this.ids.uuid(), account.organisation.name, account.organisation.kind, account.organisation.partyCode ?? null],
      );
      await tx.query(
        `INSERT INTO account (id, role, side, organisation_id, label, token_sha256, created_at)
         SELECT $1, $2, $3, id, $4, $5, $6 FROM organisation WHERE name = $7`,
        [id, account.role, account.side ?? null, account.label, account.tokenSha256, now, account.organisation.name],
      );
    });
    return id;
  }
}
