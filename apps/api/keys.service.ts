import { Injectable } from '@nestjs/common';
import { Ledger, Outbox } from '@hotline/ledger';
import { knownId } from '@hotline/linkage';
import { AccountRepository, ApiKeyRepository, Clock, Database, hashOf, HotlineError, Ids, writeKey, type Caller, type ListedKey } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { IssueKeyDto, ReleaseReportDto, RevokeKeyDto, RotateKeyDto } from './keys.dto';
import { QuarantineRepository } from './quarantine.repository';

const HOUR_MS = 3_600_000;

/** The only answer in which a key is ever shown. */
export interface IssuedKey extends Pick<ListedKey, 'kid' | 'accountId' | 'scopes' | 'expiresAt' | 'rotatedFrom'> {
  key: string;
}

export interface RotatedKey extends IssuedKey {
  oldEndsAt: Date;
}

export interface RevokedKey {
  kid: string;
  revokedAt: Date;
  /** How many reports were put before people. */
  quarantinedReports: number;
}

export interface ReleasedReport {
  reportId: string;
  why: ReleaseReportDto['why'];
}

/** Keys of monitors: issued, rotated with an overlap, revoked at once. Every change is a fact; no fact holds a secret. */
@Injectable()
export class KeysService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly keys: ApiKeyRepository,
    private readonly quarantine: QuarantineRepository,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async issue(dto: IssueKeyDto, by: Caller): Promise<IssuedKey> {
    const accountId = dto.holder ? await this.open(dto.holder) : dto.accountId!;
    const account = await this.accounts.find(accountId);
    if (!account || !['monitor', 'liaison'].includes(account.role)) throw new HotlineError('not_found');
    const expiresAt = new Date(this.clock.now().getTime() + (dto.expiresInDays ?? 365) * 24 * HOUR_MS);
    return this.database.transaction((tx) => this.add(tx, { accountId, scopes: dto.scopes ?? ['report.submit', 'receipt.read'], expiresAt, rotatedFrom: null }, by));
  }

  rotate(kid: string, dto: RotateKeyDto, by: Caller): Promise<RotatedKey> {
    return this.database.transaction(async (tx) => {
      const old = await this.active(tx, kid);
      const oldEndsAt = new Date(this.clock.now().getTime() + (dto.overlapHours ?? 24) * HOUR_MS);
      await this.keys.end(tx, kid, oldEndsAt);
      const lifeMs = old.expiresAt ? old.expiresAt.getTime() - old.issuedAt.getTime() : null;
      const expiresAt = lifeMs === null ? null : new Date(this.clock.now().getTime() + lifeMs);
      return { ...(await this.add(tx, { accountId: old.accountId, scopes: old.scopes, expiresAt, rotatedFrom: kid }, by)), oldEndsAt };
    });
  }

  /** From the commit on the key opens nothing. */
  revoke(kid: string, dto: RevokeKeyDto, by: Caller): Promise<RevokedKey> {
    return this.database.transaction(async (tx) => {
      const key = await this.keys.lock(tx, kid);
      if (!key) throw new HotlineError('not_found');
      const since = dto.suspectSince ? new Date(dto.suspectSince) : null;
      const now = this.clock.now();
      await this.keys.end(tx, kid, now, since);
      const reports = since ? await this.quarantine.addSince(tx, key, since) : [];
      await this.ledger.record(tx, [
        { type: 'key.revoked', actor: by.accountId, content: { kid, suspectSince: since } },
        ...reports.map((reportId) => ({ type: 'report.quarantined', reportId, actor: by.accountId, content: { why: 'the key may have been in other hands' } })),
      ]);
      // Of all of them, not of the new ones alone: revoking again takes in what was on its way the first time.
      if (since) await this.outbox.open(tx, 'incident.changed', await this.quarantine.incidentsSince(tx, key, since));
      return { kid, revokedAt: now, quarantinedReports: reports.length };
    });
  }

  /** Somebody has looked: the report is heard as a source again. */
  release(reportId: string, { why }: ReleaseReportDto, by: Caller): Promise<ReleasedReport> {
    return this.database.transaction(async (tx) => {
      if (!(await this.quarantine.release(tx, knownId(reportId), by.accountId))) throw new HotlineError('not_found');
      await this.ledger.record(tx, [{ type: 'report.released', reportId, actor: by.accountId, content: { why } }]);
      await this.outbox.open(tx, 'incident.changed', await this.quarantine.incidentOf(tx, reportId));
      return { reportId, why };
    });
  }

  private async active(tx: EntityManager, kid: string): Promise<ListedKey> {
    const key = await this.keys.lock(tx, kid);
    if (!key) throw new HotlineError('not_found');
    if (this.keys.stateOf(key) !== 'ACTIVE') throw new HotlineError('state.conflict', 'Only a key that works is rotated; issue a new one.');
    return key;
  }

  private open({ organisation, kind, partyCode, label, role }: NonNullable<IssueKeyDto['holder']>): Promise<string> {
    const tokenSha256 = hashOf(this.ids.token(32)); // of a token nobody gets: this account is entered by key
    return this.accounts.open({ role, label, organisation: { name: organisation, kind, ...(partyCode ? { partyCode } : {}) }, tokenSha256 });
  }

  private async add(tx: EntityManager, about: { accountId: string; scopes: string[]; expiresAt: Date | null; rotatedFrom: string | null }, by: Caller): Promise<IssuedKey> {
    const hex = (bytes: number) => Buffer.from(this.ids.token(bytes), 'base64url').toString('hex');
    const [kid, secret] = [hex(6), hex(32)];
    await this.keys.add(tx, { ...about, kid, secret, issuedBy: by.accountId });
    const { accountId, scopes, rotatedFrom } = about;
    await this.ledger.record(tx, [{ type: 'key.issued', actor: by.accountId, content: { kid, accountId, scopes, rotatedFrom } }]);
    return { kid, key: writeKey({ env: 'live', kid, secret }), ...about };
  }
}
