import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is asked, answered, claimed, done and referred. Rows are only ever added. */
export class CreateHearing1774000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE information_request (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        incident_id uuid NOT NULL REFERENCES incident,
        asked_by_side text NOT NULL CHECK (asked_by_side IN ('US', 'RU', 'OSE')),
        asked_by uuid NOT NULL REFERENCES account,
        to_party text,
        to_report uuid REFERENCES report,
        question text NOT NULL,
        asked_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        CHECK ((to_party IS NULL) <> (to_report IS NULL))
      );
      CREATE INDEX information_request_incident ON information_request (incident_id);
      CREATE INDEX information_request_party ON information_request (to_party, seq DESC) WHERE to_party IS NOT NULL;
      CREATE TABLE information_reply (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        request_id uuid NOT NULL REFERENCES information_request,
        kind text NOT NULL CHECK (kind IN ('REPLY', 'SILENCE')),
        text text CHECK ((text IS NULL) = (kind = 'SILENCE')),
        is_late boolean NOT NULL,
        replied_by uuid REFERENCES account,
        replied_at timestamptz NOT NULL
      );
      COMMENT ON TABLE information_reply IS 'What came back, silence past the deadline included. A reporter answers without an account: replied_by is NULL.';
      CREATE INDEX information_reply_request ON information_reply (request_id);
      CREATE UNIQUE INDEX information_reply_one_silence ON information_reply (request_id) WHERE kind = 'SILENCE';

      CREATE TABLE report_withdrawal (
        report_id uuid PRIMARY KEY REFERENCES report,
        reason text,
        withdrawn_at timestamptz NOT NULL
      );
      COMMENT ON TABLE report_withdrawal IS 'The reporter takes the report back. It stays where it is and corroborates nothing any more.';

      CREATE TABLE self_defence_claim (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        incident_id uuid NOT NULL REFERENCES incident,
        threat_incident_id uuid REFERENCES incident CHECK (threat_incident_id <> incident_id),
        claimed_for text NOT NULL,
        threat text NOT NULL,
        judgement text NOT NULL CHECK (judgement IN ('PROPORTIONATE', 'DISPROPORTIONATE', 'UNPROVEN')),
        grounds jsonb NOT NULL,
        policy_version text NOT NULL,
        claimed_by uuid NOT NULL REFERENCES account,
        claimed_at timestamptz NOT NULL
      );
      COMMENT ON TABLE self_defence_claim IS 'That an incident answered another. The judgement is the policy''s; what follows from it is for the co-chairs.';
      CREATE INDEX self_defence_claim_incident ON self_defence_claim (incident_id);
      CREATE INDEX self_defence_claim_threat ON self_defence_claim (threat_incident_id);

      CREATE TABLE response_step (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        incident_id uuid NOT NULL REFERENCES incident,
        code text NOT NULL,
        is_waived boolean NOT NULL,
        by_side text NOT NULL CHECK (by_side IN ('US', 'RU', 'OSE')),
        by_account uuid NOT NULL REFERENCES account,
        authority text NOT NULL,
        note text,
        made_at timestamptz NOT NULL
      );
      COMMENT ON TABLE response_step IS 'What was done about an incident, by whom and under what authority. Recorded, never recommended.';
      CREATE INDEX response_step_incident ON response_step (incident_id);

      CREATE TABLE incident_closure (
        incident_id uuid NOT NULL REFERENCES incident,
        round int NOT NULL,
        side text NOT NULL CHECK (side IN ('US', 'RU')),
        reason text NOT NULL,
        agreed_by uuid NOT NULL REFERENCES account,
        agreed_at timestamptz NOT NULL,
        PRIMARY KEY (incident_id, round, side)
      );
      COMMENT ON TABLE incident_closure IS 'An incident is closed when both sides have agreed in the same round; a later round opens it again.';

      CREATE TABLE dossier (
        id uuid PRIMARY KEY,
        party text NOT NULL,
        opened_at timestamptz NOT NULL,
        policy_version text NOT NULL,
        why text NOT NULL,
        incidents uuid[] NOT NULL
      );
      COMMENT ON TABLE dossier IS 'That the policy held a party''s non-compliance for persistent, and over which incidents.';
      CREATE INDEX dossier_party ON dossier (party);
      CREATE TABLE referral (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        party text NOT NULL,
        dossier jsonb NOT NULL,
        incidents uuid[] NOT NULL,
        proposed_by_side text NOT NULL CHECK (proposed_by_side IN ('US', 'RU')),
        proposed_by uuid NOT NULL REFERENCES account,
        proposed_at timestamptz NOT NULL
      );
      CREATE INDEX referral_incidents ON referral USING gin (incidents);
      CREATE TABLE referral_concurrence (
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        referral_id uuid NOT NULL REFERENCES referral,
        side text NOT NULL CHECK (side IN ('US', 'RU')),
        concurs boolean NOT NULL,
        reason text NOT NULL,
        said_by uuid NOT NULL REFERENCES account,
        said_at timestamptz NOT NULL
      );
      COMMENT ON TABLE referral_concurrence IS 'Of each side the newest stands, until both concur.';
      CREATE INDEX referral_concurrence_referral ON referral_concurrence (referral_id, seq DESC);
      CREATE TABLE minister_decision (
        referral_id uuid PRIMARY KEY REFERENCES referral,
        party text NOT NULL,
        decision text NOT NULL CHECK (decision IN ('NONE', 'WARNING', 'SUSPENSION', 'EXCLUSION', 'OTHER')),
        decided_at timestamptz NOT NULL,
        until timestamptz CHECK (until > decided_at),
        authority text NOT NULL,
        text text,
        recorded_by uuid NOT NULL REFERENCES account,
        recorded_at timestamptz NOT NULL
      );
      COMMENT ON TABLE minister_decision IS 'What the Ministers decided, as the secretariat recorded it. A suspension or an exclusion is also a reference row, from decided_at on.';
      ${FOR_GOOD.map(forGood).join('\n')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query([...FOR_GOOD].reverse().map((table) => `DROP TABLE ${table};`).join(' '));
  }
}

const FOR_GOOD = [
  'information_request', 'information_reply', 'report_withdrawal', 'self_defence_claim', 'response_step', 'incident_closure',
  'dossier', 'referral', 'referral_concurrence', 'minister_decision',
];

function forGood(table: string): string {
  return `
    CREATE TRIGGER ${table}_is_for_good BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER ${table}_is_never_truncated BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
}
