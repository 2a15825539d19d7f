import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTriage1774000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE triage (
        incident_id uuid NOT NULL REFERENCES incident,
        side text NOT NULL CHECK (side IN ('US', 'RU')),
        docket_seq bigint NOT NULL,
        status text NOT NULL CHECK (status IN ('AWAITING', 'FILED', 'DONE')),
        urgency int NOT NULL,
        why text NOT NULL,
        threat text,
        assignee uuid REFERENCES account,
        waiting_since timestamptz(3) NOT NULL,
        is_shown boolean NOT NULL,
        PRIMARY KEY (incident_id, side)
      );
      COMMENT ON TABLE triage IS 'One side''s queue. The other side never reads these rows: threat, assignee and status are a side''s own.';
      COMMENT ON COLUMN triage.urgency IS 'Lower comes first: gravity, then threat. Worked out by triage-order.ts.';
      CREATE INDEX triage_queue ON triage (side, status, urgency, waiting_since, docket_seq) WHERE is_shown;
      CREATE INDEX triage_assignee ON triage (assignee) WHERE assignee IS NOT NULL;
      INSERT INTO triage (incident_id, side, docket_seq, status, urgency, why, waiting_since, is_shown)
        SELECT incident_id, side, seq, CASE WHEN determination = 'PENDING' THEN 'AWAITING' ELSE 'DONE' END, 12, 'offered before there was an order', offered_at, is_queued
          FROM docket, unnest(ARRAY['US', 'RU']) AS side WHERE offered_at IS NOT NULL;

      CREATE TABLE review_lease (
        incident_id uuid NOT NULL REFERENCES incident,
        side text NOT NULL CHECK (side IN ('US', 'RU')),
        account_id uuid NOT NULL REFERENCES account,
        taken_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (incident_id, side)
      );
      COMMENT ON TABLE review_lease IS 'Who of a side works on an incident until when. The other side learns only that somebody does.';

      CREATE TABLE saved_filter (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        name text NOT NULL,
        query text NOT NULL,
        saved_at timestamptz NOT NULL,
        UNIQUE (account_id, name)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE saved_filter; DROP TABLE review_lease; DROP TABLE triage;`);
  }
}
