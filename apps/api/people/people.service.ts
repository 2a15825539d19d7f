import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Ledger } from '@hotline/ledger';
import { AccountRepository, Clock, Database, hashOf, hasSide, HotlineError, Ids, SessionRepository, type Caller, type NewAccount, type Role } from '@hotline/platform';
import { isOfIssuer } from './issuer-side';
import { Issuers } from './issuers.client';
import { LocalLoginRepository } from './local-login.repository';
import type { AddPersonDto } from './people.dto';
import { PeopleRepository } from './people.repository';

const INVITATION_MS = 72 * 3_600_000;

const KINDS = { monitor: 'MONITOR', reviewer: 'STATE', secretariat: 'UN', auditor: 'OPERATOR', liaison: 'PARTY', delineation: 'STATE', admin: 'OPERATOR' } as const satisfies Record<Role, NewAccount['organisation']['kind']>;

export interface Invitation {
  /** For the address of the page where it is taken up; shown this once. */
  invitation: string;
  invitedUntil: Date;
}

/** With an invitation for those who are to have a login here. */
export interface AddedPerson extends Partial<Invitation> {
  accountId: string;
}

export interface InvitedPerson extends Invitation {
  accountId: string;
}

export interface EndedPerson {
  accountId: string;
}

/** Who stands for which role and side. Every change is a fact; no fact holds a name or an identity. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly people: PeopleRepository,
    private readonly logins: LocalLoginRepository,
    private readonly sessions: SessionRepository,
    private readonly issuers: Issuers,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  add({ role, side, organisation, label, login, identity }: AddPersonDto, by: Caller): Promise<AddedPerson> {
    if (hasSide(role) !== (side !== undefined)) throw invalid('side', 'belongs to reviewers and delineation officers, and to them only');
    const issuer = identity && this.issuers.named(identity.issuer);
    if (identity && !issuer) throw invalid('identity.issuer', 'must be one of the configured issuers');
    if (issuer && !isOfIssuer(issuer.side, side ?? null)) throw invalid('identity.issuer', `signs in people of ${issuer.side} only`);
    return this.database.transaction(async (tx) => {
      const tokenSha256 = hashOf(this.ids.token(32)); // of a token nobody gets: this account is entered by its person
      const accountId = await this.accounts.add(tx, { role, ...(side ? { side } : {}), label, organisation: { name: organisation, kind: KINDS[role] }, tokenSha256 });
      const before = identity ? await this.people.link(tx, identity, accountId) : null;
      if (before) await this.sessions.endAll(tx, before);
      await this.ledger.record(tx, [{ type: 'person.added', actor: by.accountId, content: { accountId, role, side: side ?? null, issuer: identity?.issuer ?? null, insteadOf: before } }]);
      return { accountId, ...(login ? await this.invitation(tx, (text, until) => this.logins.invite(tx, accountId, login, text, until), new HotlineError('state.conflict', 'Somebody has this login.')) : {}) };
    });
  }

  /** For a lost password or telephone: what was enrolled ends when the invitation is taken up. */
  invite(accountId: string, by: Caller): Promise<InvitedPerson> {
    return this.database.transaction(async (tx) => {
      const made = await this.invitation(tx, (text, until) => this.logins.inviteAgain(tx, accountId, text, until), new HotlineError('not_found'));
      await this.ledger.record(tx, [{ type: 'person.invited', actor: by.accountId, content: { accountId } }]);
      return { accountId, ...made };
    });
  }

  /** From the commit on nobody gets in as this person. */
  end(accountId: string, by: Caller): Promise<EndedPerson> {
    return this.database.transaction(async (tx) => {
      if (!(await this.people.end(tx, accountId))) throw new HotlineError('not_found');
      await this.sessions.endAll(tx, accountId);
      await this.ledger.record(tx, [{ type: 'person.ended', actor: by.accountId, content: { accountId } }]);
      return { accountId };
    });
  }

  private async invitation(tx: EntityManager, keep: (text: string, until: Date) => Promise<boolean>, otherwise: HotlineError): Promise<Invitation> {
    const text = this.ids.token(32);
    const until = new Date(this.clock.now().getTime() + INVITATION_MS);
    if (!(await keep(text, until))) throw otherwise;
    return { invitation: text, invitedUntil: until };
  }
}

function invalid(field: string, problem: string): HotlineError {
  return new HotlineError('request.invalid', undefined, [{ field, problem }]);
}
