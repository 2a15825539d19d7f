import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReview1771000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE docket (
        incident_id uuid PRIMARY KEY REFERENCES incident,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        assessment_id uuid NOT NULL REFERENCES assessment,
        revision int NOT NULL,
        message_status text NOT NULL,
        state text NOT NULL,
        fact_status text NOT NULL,
        scope text NOT NULL,
        ihl_concern boolean NOT NULL,
        act text,
        weapon text,
        target text,
        occurred_from timestamptz(3) NOT NULL,
        occurred_to timestamptz(3) NOT NULL,
        lat double precision,
        lon double precision,
        radius_m double precision,
        pcode text,
        zones text[] NOT NULL,
        perpetrators text[] NOT NULL,
        victims text[] NOT NULL,
        parties text[] NOT NULL,
        killed int,
        wounded int,
        report_count int NOT NULL,
        source_count int NOT NULL,
        responsible_co_chair text NOT NULL,
        interested text[] NOT NULL,
        determination text NOT NULL,
        gravity text NOT NULL,
        absorbed_into uuid,
        opened_at timestamptz(3) NOT NULL,
        offered_at timestamptz(3),
        changed_at timestamptz(3) NOT NULL,
        is_queued boolean GENERATED ALWAYS AS (fact_status = 'VERIFIED' AND message_status = 'ACTUAL' AND absorbed_into IS NULL) STORED
      );
      COMMENT ON TABLE docket IS
        'One line per incident, as lists and exports show it. Worked out from incident, assessment and determination; it may be rebuilt at any time.';
      COMMENT ON COLUMN docket.is_queued IS 'In the verified queue: shown to both co-chairs.';
      CREATE INDEX docket_queue_seq ON docket (seq) WHERE is_queued;
      CREATE INDEX docket_queue_from ON docket (occurred_from, seq) WHERE is_queued;
      CREATE INDEX docket_queue_changed ON docket (changed_at, seq) WHERE is_queued;
      CREATE INDEX docket_candidates ON docket (seq) WHERE fact_status IN ('PENDING', 'UNVERIFIED') AND message_status = 'ACTUAL' AND absorbed_into IS NULL;
      CREATE INDEX docket_from ON docket (occurred_from, seq);
      CREATE INDEX docket_changed ON docket (changed_at, seq);
      CREATE INDEX docket_zones ON docket USING gin (zones);
      CREATE INDEX docket_parties ON docket USING gin (parties);

      CREATE TABLE opinion (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        incident_id uuid NOT NULL REFERENCES incident,
        incident_revision int NOT NULL,
        assessment_id uuid NOT NULL REFERENCES assessment,
        co_chair text NOT NULL CHECK (co_chair IN ('US', 'RU')),
        verdict text NOT NULL CHECK (verdict IN ('VIOLATION', 'NO_VIOLATION', 'UNABLE_TO_RULE', 'RECUSED', 'NO_RESPONSE')),
        reasons text NOT NULL,
        attribution text,
        confidence double precision CHECK (confidence BETWEEN 0 AND 1),
        gravity text,
        extent text,
        threat text,
        interested boolean NOT NULL,
        filed_by uuid NOT NULL REFERENCES account,
        filed_at timestamptz NOT NULL,
        nonce bytea NOT NULL,
        commitment bytea NOT NULL,
        supersedes uuid UNIQUE REFERENCES opinion
      );
      COMMENT ON TABLE opinion IS 'What one co-chair says of an incident. Sealed from the other side until both have filed; never edited.';
      COMMENT ON COLUMN opinion.commitment IS 'SHA-256 over the nonce and the canonical JSON of the opinion: all that the log shows before the reveal.';
      CREATE UNIQUE INDEX opinion_one_per_side ON opinion (incident_id, co_chair) WHERE supersedes IS NULL;
      CREATE TRIGGER opinion_is_for_good BEFORE UPDATE OR DELETE ON opinion
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER opinion_is_never_truncated BEFORE TRUNCATE ON opinion
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE determination (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        incident_id uuid NOT NULL REFERENCES incident,
        outcome text NOT NULL,
        why text NOT NULL,
        needs_ose_notice boolean NOT NULL,
        opinion_us uuid NOT NULL REFERENCES opinion,
        opinion_ru uuid NOT NULL REFERENCES opinion,
        made_at timestamptz NOT NULL
      );
      COMMENT ON TABLE determination IS 'What follows from the two opinions. The newest row of an incident stands.';
      CREATE INDEX determination_incident ON determination (incident_id, seq DESC);
      CREATE TRIGGER determination_is_for_good BEFORE UPDATE OR DELETE ON determination
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER determination_is_never_truncated BEFORE TRUNCATE ON determination
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE determination; DROP TABLE opinion; DROP TABLE docket;`);
  }
}
