import { Injectable } from '@nestjs/common';
import type { CoChair, FactStatus, IncidentState, ResponseStep } from '@hotline/agreement';
import { Database, Ids } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import type { RecordedStep } from './ladder';
import type { RequestState } from './request-state';
import type { ClaimOutcome, Fire, SelfDefenceJudgement } from './self-defence';

export interface StoredRequest {
  id: string;
  seq: string;
  incidentId: string;
  askedBy: 'US' | 'RU' | 'OSE';
  party: string | null;
  reportId: string | null;
  question: string;
  askedAt: Date;
  dueAt: Date;
  replies: { kind: 'REPLY' | 'SILENCE'; text: string | null; isLate: boolean; at: string }[];
}

export interface StoredClaim {
  id: string;
  incidentId: string;
  threatIncidentId: string | null;
  claimedFor: string;
  threat: string;
  judgement: ClaimOutcome;
  grounds: SelfDefenceJudgement;
  policyVersion: string;
  claimedAt: Date;
}

/** What a party's own people claimed about an incident, and whether they may claim more. */
export interface PartyClaims {
  /** The party is an alleged perpetrator there, and the incident was not merged into another. */
  mayClaim: boolean;
  claims: (Pick<StoredClaim, 'id' | 'threatIncidentId' | 'threat' | 'judgement'> & { claimedAt: string })[];
}

export interface StoredStep extends RecordedStep {
  id: string;
  incidentId: string;
  by: 'US' | 'RU' | 'OSE';
  authority: string;
  note: string | null;
  at: Date;
}

export interface StoredClosure {
  round: number;
  side: CoChair;
  reason: string;
  agreedAt: Date;
}

/** What a caller said, and whether it was said for the first time. */
export interface Said<Answer> {
  isNew: boolean;
  answer: Answer;
}

/** A question with the clock running. */
export interface AskedRequest extends Pick<StoredRequest, 'id' | 'incidentId' | 'party' | 'reportId' | 'question' | 'askedAt' | 'dueAt'> {
  to: 'PARTY' | 'REPORTER';
  state: 'ASKED';
}

export interface RecordedReply {
  requestId: string;
  state: RequestState;
  isLate: boolean;
  at: Date;
}

export interface WithdrawnReport {
  reportId: string;
  state: 'WITHDRAWN';
}

export interface JudgedClaim extends SelfDefenceJudgement, Pick<StoredClaim, 'id' | 'incidentId' | 'threatIncidentId' | 'claimedFor'> {}

/** To a liaison, which may not read incidents: what its claim amounts to, and of the threat nothing. */
export interface PartyClaim extends Pick<StoredClaim, 'id' | 'incidentId' | 'threatIncidentId' | 'claimedFor'> {
  judgement: ClaimOutcome;
}

export interface StepTaken extends Pick<StoredStep, 'id' | 'incidentId' | 'by' | 'authority' | 'note' | 'at'> {
  step: ResponseStep;
  waived: boolean;
}

export interface AgreedClosure {
  incidentId: string;
  side: CoChair;
  /** `CLOSED` once both sides have agreed. */
  state: IncidentState;
}

/** What is asked, answered, claimed and done about incidents. Everything here is added, nothing changed. */
@Injectable()
export class HearingRepository {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
  ) {}

  async ask(tx: EntityManager, request: { incidentId: string; side: string; accountId: string; party: string | null; reportId: string | null; question: string; askedAt: Date; dueAt: Date }): Promise<string> {
    const id = this.ids.uuid();
    await tx.query(
      `INSERT INTO information_request (id, incident_id, asked_by_side, asked_by, to_party, to_report, question, asked_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, request.incidentId, request.side, request.accountId, request.party, request.reportId, request.question, request.askedAt, request.dueAt],
    );
    return id;
  }

  /** What the same account asked before, of the same addressee in the same words on the same clock, and nothing came back yet. */
  async openRequest(tx: EntityManager, request: { incidentId: string; accountId: string; party: string | null; reportId: string | null; question: string; hours: number }): Promise<StoredRequest | null> {
    const [row]: StoredRequest[] = await tx.query(
      `${REQUESTS} WHERE q.incident_id = $1 AND q.asked_by = $2 AND q.to_party IS NOT DISTINCT FROM $3 AND q.to_report IS NOT DISTINCT FROM $4 AND q.question = $5
                     AND q.due_at = q.asked_at + make_interval(hours => $6) AND NOT EXISTS (SELECT FROM information_reply r WHERE r.request_id = q.id) ORDER BY q.seq LIMIT 1`,
      [request.incidentId, request.accountId, request.party, request.reportId, request.question, request.hours],
    );
    return row ?? null;
  }

  async request(tx: EntityManager, id: string): Promise<StoredRequest | null> {
    const [row]: StoredRequest[] = await tx.query(`${REQUESTS} WHERE q.id = $1`, [id]);
    return row ?? null;
  }

  requestsOf(incidentId: string): Promise<StoredRequest[]> {
    return this.database.query(`${REQUESTS} WHERE q.incident_id = $1 ORDER BY q.seq`, [incidentId]);
  }

  /** Newest first; of one party's when `party` is given. */
  requests(party: string | null, beforeSeq: string | null, limit: number): Promise<StoredRequest[]> {
    return this.database.query(`${REQUESTS} WHERE ($1::text IS NULL OR q.to_party = $1) AND ($2::bigint IS NULL OR q.seq < $2) ORDER BY q.seq DESC LIMIT $3`, [party, beforeSeq, limit]);
  }

  async reply(tx: EntityManager, requestId: string, reply: { kind: 'REPLY' | 'SILENCE'; text: string | null; isLate: boolean; accountId: string | null; at: Date }): Promise<void> {
    await tx.query(
      `INSERT INTO information_reply (id, request_id, kind, text, is_late, replied_by, replied_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [this.ids.uuid(), requestId, reply.kind, reply.text, reply.isLate, reply.accountId, reply.at],
    );
  }

  async isReportOf(tx: EntityManager, reportId: string, incidentId: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(`SELECT FROM incident_report WHERE report_id = $1 AND incident_id = $2`, [reportId, incidentId]);
    return rows.length > 0;
  }

  /** The incident of a report, when it has been linked. */
  async incidentOf(tx: EntityManager, reportId: string): Promise<string | null> {
    const [row]: { id: string }[] = await tx.query(`SELECT incident_id AS id FROM incident_report WHERE report_id = $1`, [reportId]);
    return row?.id ?? null;
  }

  /** False when it was withdrawn before; null when there is no such report. */
  async withdraw(tx: EntityManager, reportId: string, reason: string | null, at: Date): Promise<boolean | null> {
    const known: unknown[] = await tx.query(`SELECT FROM report WHERE id = $1`, [reportId]);
    if (known.length === 0) return null;
    const rows: unknown[] = await tx.query(`INSERT INTO report_withdrawal (report_id, reason, withdrawn_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING report_id`, [reportId, reason, at]);
    return rows.length > 0;
  }

  async fire(tx: EntityManager, incidentId: string): Promise<(Fire & { factStatus: FactStatus }) | null> {
    const [row]: (Fire & { factStatus: FactStatus })[] = await tx.query(
      `SELECT occurred_from AS "from", occurred_to AS "to", weapon, lat, lon, perpetrators, victims, fact_status AS "factStatus" FROM docket WHERE incident_id = $1`,
      [incidentId],
    );
    return row ?? null;
  }

  /** Whether a party is named in an incident, as who did it or as whom it struck, or was asked about it. */
  async hasPart(tx: EntityManager, party: string, incidentId: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT FROM docket d WHERE d.incident_id = $2 AND ($1 = ANY(d.parties)
          OR EXISTS (SELECT FROM information_request q WHERE q.incident_id = d.incident_id AND q.to_party = $1))`,
      [party, incidentId],
    );
    return rows.length > 0;
  }

  async claim(tx: EntityManager, claim: { incidentId: string; threatIncidentId: string | null; claimedFor: string; threat: string; found: SelfDefenceJudgement; policyVersion: string; accountId: string; at: Date }): Promise<string> {
    const id = this.ids.uuid();
    await tx.query(
      `INSERT INTO self_defence_claim (id, incident_id, threat_incident_id, claimed_for, threat, judgement, grounds, policy_version, claimed_by, claimed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, claim.incidentId, claim.threatIncidentId, claim.claimedFor, claim.threat, claim.found.judgement, JSON.stringify(claim.found), claim.policyVersion, claim.accountId, claim.at],
    );
    return id;
  }

  /** What the same account claimed before, in the same words, of the same incident for the same party against the same threat. */
  async claimed(tx: EntityManager, claim: Pick<StoredClaim, 'incidentId' | 'threatIncidentId' | 'claimedFor' | 'threat'> & { accountId: string }): Promise<JudgedClaim | null> {
    const [row]: (Pick<StoredClaim, 'id' | 'incidentId' | 'threatIncidentId' | 'claimedFor' | 'grounds'>)[] = await tx.query(
      `SELECT id, incident_id AS "incidentId", threat_incident_id AS "threatIncidentId", claimed_for AS "claimedFor", grounds FROM self_defence_claim
        WHERE incident_id = $1 AND threat_incident_id IS NOT DISTINCT FROM $2 AND claimed_for = $3 AND threat = $4 AND claimed_by = $5 ORDER BY seq LIMIT 1`,
      [claim.incidentId, claim.threatIncidentId, claim.claimedFor, claim.threat, claim.accountId],
    );
    if (!row) return null;
    const { grounds, ...claimed } = row;
    return { ...claimed, ...grounds };
  }

  /** Claims that this incident answered another, and claims that another answered it. */
  claimsAbout(incidentId: string): Promise<StoredClaim[]> {
    return this.database.query(
      `SELECT id, incident_id AS "incidentId", threat_incident_id AS "threatIncidentId", claimed_for AS "claimedFor", threat, judgement, grounds,
              policy_version AS "policyVersion", claimed_at AS "claimedAt" FROM self_defence_claim WHERE incident_id = $1 OR threat_incident_id = $1 ORDER BY seq`,
      [incidentId],
    );
  }

  /** By incident. What others claim in a party's name is not told here. */
  async partyClaims(party: string, incidentIds: readonly string[]): Promise<Map<string, PartyClaims>> {
    const rows = await this.database.query<PartyClaims & { incidentId: string }>(
      `SELECT d.incident_id AS "incidentId", d.absorbed_into IS NULL AND $1 = ANY(d.perpetrators) AS "mayClaim",
              coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'threatIncidentId', c.threat_incident_id, 'threat', c.threat, 'judgement', c.judgement,
                                                            'claimedAt', c.claimed_at) ORDER BY c.seq)
                          FROM self_defence_claim c JOIN account a ON a.id = c.claimed_by JOIN organisation o ON o.id = a.organisation_id
                         WHERE c.incident_id = d.incident_id AND c.claimed_for = $1 AND o.party_code = $1), '[]') AS claims
         FROM docket d WHERE d.incident_id = ANY($2::uuid[])`,
      [party, incidentIds],
    );
    return new Map(rows.map(({ incidentId, ...found }) => [incidentId, found]));
  }

  async step(tx: EntityManager, step: { incidentId: string; code: ResponseStep; isWaived: boolean; side: string; accountId: string; authority: string; note: string | null; at: Date }): Promise<string> {
    const id = this.ids.uuid();
    await tx.query(
      `INSERT INTO response_step (id, incident_id, code, is_waived, by_side, by_account, authority, note, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, step.incidentId, step.code, step.isWaived, step.side, step.accountId, step.authority, step.note, step.at],
    );
    return id;
  }

  steps(incidentIds: readonly string[], tx?: EntityManager): Promise<StoredStep[]> {
    const sql = `SELECT id, incident_id AS "incidentId", code, is_waived AS "isWaived", by_side AS by, authority, note, made_at AS at FROM response_step WHERE incident_id = ANY($1::uuid[]) ORDER BY seq`;
    return tx ? tx.query(sql, [incidentIds]) : this.database.query(sql, [incidentIds]);
  }

  /** False when this side has agreed before in this round. */
  async close(tx: EntityManager, incidentId: string, round: number, side: CoChair, reason: string, accountId: string, at: Date): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `INSERT INTO incident_closure (incident_id, round, side, reason, agreed_by, agreed_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING side`,
      [incidentId, round, side, reason, accountId, at],
    );
    return rows.length > 0;
  }

  closures(incidentId: string): Promise<StoredClosure[]> {
    return this.database.query(`SELECT round, side, reason, agreed_at AS "agreedAt" FROM incident_closure WHERE incident_id = $1 ORDER BY agreed_at`, [incidentId]);
  }
}

const REQUESTS = `
  SELECT q.id, q.seq, q.incident_id AS "incidentId", q.asked_by_side AS "askedBy", q.to_party AS party, q.to_report AS "reportId", q.question,
         q.asked_at AS "askedAt", q.due_at AS "dueAt",
         coalesce((SELECT jsonb_agg(jsonb_build_object('kind', r.kind, 'text', r.text, 'isLate', r.is_late, 'at', r.replied_at) ORDER BY r.seq)
                     FROM information_reply r WHERE r.request_id = q.id), '[]') AS replies
    FROM information_request q`;
