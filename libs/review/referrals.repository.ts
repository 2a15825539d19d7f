import { Injectable } from '@nestjs/common';
import type { Act, CoChair, MinisterDecision, ResponseStep } from '@hotline/agreement';
import { Database, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { StoredStep } from './hearing.repository';
import type { DeterminedIncident } from './persistence';
import type { ReferralState } from './referral-state';

export type PartyIncident = Omit<DeterminedIncident, 'isSoft'> & { act: Act | null; weapon: string | null; to: Date };

export interface Concurrence {
  side: CoChair;
  concurs: boolean;
  reason: string;
  at: string;
}

/** A dossier that the policy opened. */
export interface Dossier {
  id: string;
  party: string;
  openedAt: Date;
  policyVersion: string;
  why: string;
  incidents: string[];
}

export interface DossierReply {
  kind: string;
  text: string | null;
  at: Date;
}

export interface DossierIncident extends PartyIncident {
  replies: DossierReply[];
}

export interface ListedApart extends DossierIncident {
  why: string;
}

/** A party's record at an instant. */
export interface DossierNow {
  party: string;
  policyVersion: string;
  isPersistent: boolean;
  why: string;
  /** The window in which the rule held. */
  within: string[];
  incidents: DossierIncident[];
  listedApart: ListedApart[];
  steps: StoredStep[];
  missingSteps: ResponseStep[];
}

export interface StoredReferral {
  id: string;
  seq: string;
  party: string;
  /** As it was when the referral was proposed. */
  dossier: DossierNow;
  incidents: string[];
  proposedBy: CoChair;
  proposedAt: Date;
  /** Of each side the newest. */
  concurrences: Concurrence[];
  decision: { decision: MinisterDecision; decidedAt: string; until: string | null; authority: string; text: string | null; recordedAt: string } | null;
}

export interface Referral extends Omit<StoredReferral, 'seq'> {
  state: ReferralState;
}

export interface NewDecision {
  referralId: string;
  party: string;
  decision: MinisterDecision;
  decidedAt: Date;
  until: Date | null;
  authority: string;
  text: string | null;
  recordedBy: string;
  recordedAt: Date;
}

/** The class of the advisory locks by which one matter of a party is taken up at a time. */
const LOCK_CLASS = 0x524546;

@Injectable()
export class ReferralsRepository {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  async lock(tx: EntityManager, party: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock($1, hashtext($2))`, [LOCK_CLASS, party]);
  }

  /** The determined incidents in which the party is an alleged perpetrator. */
  determined(party: string, tx: EntityManager): Promise<PartyIncident[]> {
    return tx.query(
      `SELECT incident_id AS "incidentId", occurred_from AS "from", occurred_to AS "to", determination, gravity, scope, act, weapon,
              cardinality(perpetrators) > 1 AS "isShared"
         FROM docket
        WHERE parties @> ARRAY[$1] AND perpetrators @> ARRAY[$1] AND determination <> 'PENDING' AND absorbed_into IS NULL AND message_status = 'ACTUAL'
        ORDER BY occurred_from, seq`,
      [party],
    );
  }

  /** What the party answered, and where it kept silent. */
  replies(party: string, incidentIds: readonly string[], tx: EntityManager): Promise<{ incidentId: string; kind: string; text: string | null; at: Date }[]> {
    return tx.query(
      `SELECT q.incident_id AS "incidentId", r.kind, r.text, r.replied_at AS at FROM information_request q JOIN information_reply r ON r.request_id = q.id
        WHERE q.to_party = $1 AND q.incident_id = ANY($2::uuid[]) ORDER BY r.seq`,
      [party, incidentIds],
    );
  }

  /** False when a dossier over these incidents is there already. */
  async openDossier(tx: EntityManager, dossier: { party: string; policyVersion: string; why: string; incidents: readonly string[] }, at: Date): Promise<string | null> {
    const id = this.ids.uuid();
    const rows: unknown[] = await tx.query(
      `INSERT INTO dossier (id, party, opened_at, policy_version, why, incidents)
       SELECT $1, $2, $3, $4, $5, $6::uuid[] WHERE NOT EXISTS (SELECT FROM dossier WHERE party = $2 AND incidents @> $6::uuid[]) RETURNING id`,
      [id, dossier.party, at, dossier.policyVersion, dossier.why, dossier.incidents],
    );
    return rows.length > 0 ? id : null;
  }

  dossiers(): Promise<Dossier[]> {
    return this.database.query(`SELECT id, party, opened_at AS "openedAt", policy_version AS "policyVersion", why, incidents FROM dossier ORDER BY opened_at DESC LIMIT 200`);
  }

  async propose(tx: EntityManager, referral: { party: string; dossier: DossierNow; incidents: readonly string[]; side: CoChair; accountId: string; at: Date }): Promise<string> {
    const id = this.ids.uuid();
    await tx.query(
      `INSERT INTO referral (id, party, dossier, incidents, proposed_by_side, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, referral.party, JSON.stringify(referral.dossier), referral.incidents, referral.side, referral.accountId, referral.at],
    );
    return id;
  }

  async say(tx: EntityManager, referralId: string, side: CoChair, concurs: boolean, reason: string, accountId: string, at: Date): Promise<void> {
    await tx.query(`INSERT INTO referral_concurrence (referral_id, side, concurs, reason, said_by, said_at) VALUES ($1, $2, $3, $4, $5, $6)`, [referralId, side, concurs, reason, accountId, at]);
  }

  async decide(tx: EntityManager, decision: NewDecision): Promise<void> {
    await tx.query(
      `INSERT INTO minister_decision (referral_id, party, decision, decided_at, until, authority, text, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [decision.referralId, decision.party, decision.decision, decision.decidedAt, decision.until, decision.authority, decision.text, decision.recordedBy, decision.recordedAt],
    );
  }

  async find(id: string, tx?: EntityManager): Promise<StoredReferral | null> {
    const sql = `${REFERRALS} WHERE f.id = $1`;
    const [row]: StoredReferral[] = await (tx ? tx.query(sql, [id]) : this.database.query<StoredReferral>(sql, [id]));
    return row ?? null;
  }

  /** Newest first; of one party when it is given. */
  list(party: string | null, tx?: EntityManager): Promise<StoredReferral[]> {
    const sql = `${REFERRALS} WHERE $1::text IS NULL OR f.party = $1 ORDER BY f.seq DESC LIMIT 200`;
    return tx ? tx.query(sql, [party]) : this.database.query(sql, [party]);
  }

  /** Incidents in which the party takes part and that may have happened at or after an instant. */
  async touchedFrom(tx: EntityManager, party: string, from: Date): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(`SELECT incident_id AS id FROM docket WHERE parties @> ARRAY[$1] AND occurred_to >= $2 AND absorbed_into IS NULL`, [party, from]);
    return rows.map(({ id }) => id);
  }
}

const REFERRALS = `
  SELECT f.id, f.seq, f.party, f.dossier, f.incidents, f.proposed_by_side AS "proposedBy", f.proposed_at AS "proposedAt",
         coalesce((SELECT jsonb_agg(jsonb_build_object('side', c.side, 'concurs', c.concurs, 'reason', c.reason, 'at', c.said_at) ORDER BY c.side)
                     FROM (SELECT DISTINCT ON (side) * FROM referral_concurrence WHERE referral_id = f.id ORDER BY side, seq DESC) AS c), '[]') AS concurrences,
         (SELECT jsonb_build_object('decision', m.decision, 'decidedAt', m.decided_at, 'until', m.until, 'authority', m.authority, 'text', m.text, 'recordedAt', m.recorded_at)
            FROM minister_decision m WHERE m.referral_id = f.id) AS decision
    FROM referral f`;
