import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAssessment1771000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE assessment (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        incident_id uuid NOT NULL REFERENCES incident,
        incident_revision int NOT NULL,
        made_at timestamptz NOT NULL,
        policy_version text NOT NULL,
        tests jsonb NOT NULL,
        scope text NOT NULL,
        scope_why text NOT NULL,
        ihl_concern boolean NOT NULL,
        fact_status text NOT NULL CHECK (fact_status IN ('PENDING', 'VERIFIED', 'UNVERIFIED', 'REJECTED')),
        fact_status_why text NOT NULL,
        corroboration jsonb NOT NULL,
        gravity text NOT NULL,
        gravity_why text NOT NULL,
        responsible_co_chair text NOT NULL CHECK (responsible_co_chair IN ('US', 'RU', 'BOTH')),
        interested text[] NOT NULL CHECK (interested <@ ARRAY['US', 'RU']),
        perpetrators text[] NOT NULL,
        victims text[] NOT NULL,
        zones jsonb NOT NULL,
        content_sha256 bytea NOT NULL
      );
      COMMENT ON TABLE assessment IS
        'What the agreement says of an incident as it was then known. The newest row of an incident stands; a row is added only when something differs.';
      COMMENT ON COLUMN assessment.content_sha256 IS 'SHA-256 of the canonical JSON of everything judged: equal judgements have equal digests.';
      CREATE INDEX assessment_incident ON assessment (incident_id, seq DESC);
      CREATE TRIGGER assessment_is_for_good BEFORE UPDATE OR DELETE ON assessment
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER assessment_is_never_truncated BEFORE TRUNCATE ON assessment
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE verification (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        incident_id uuid NOT NULL REFERENCES incident,
        incident_revision int NOT NULL,
        co_chair text NOT NULL CHECK (co_chair IN ('US', 'RU')),
        decision text NOT NULL CHECK (decision IN ('VERIFIED', 'UNVERIFIED', 'REJECTED')),
        reason text NOT NULL,
        decided_by uuid NOT NULL REFERENCES account,
        decided_at timestamptz NOT NULL
      );
      COMMENT ON TABLE verification IS 'Reviewers'' own decisions on the facts. Of each co-chair the newest stands; earlier ones stay readable.';
      CREATE INDEX verification_incident ON verification (incident_id, seq DESC);
      CREATE TRIGGER verification_is_for_good BEFORE UPDATE OR DELETE ON verification
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER verification_is_never_truncated BEFORE TRUNCATE ON verification
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE verification; DROP TABLE assessment;`);
  }
}
