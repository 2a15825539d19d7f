import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDeadline1774000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE review_deadline (
        kind text NOT NULL CHECK (kind IN ('OPINIONS', 'REMINDER', 'REQUEST')),
        subject_id uuid NOT NULL,
        due_at timestamptz NOT NULL,
        PRIMARY KEY (kind, subject_id)
      );
      COMMENT ON TABLE review_deadline IS 'What has to be looked at when its time has come. The keeper deletes a row in the transaction that does it.';
      CREATE INDEX review_deadline_due ON review_deadline (due_at);
      INSERT INTO review_deadline (kind, subject_id, due_at)
        SELECT 'OPINIONS', incident_id, due_at FROM opinion_round r WHERE NOT EXISTS (SELECT FROM opinion_reveal WHERE round_id = r.id);

      CREATE TABLE ose_notice (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        incident_id uuid REFERENCES incident,
        kind text NOT NULL,
        text text NOT NULL,
        made_at timestamptz NOT NULL
      );
      COMMENT ON TABLE ose_notice IS 'What the secretariat is told, for good.';
      CREATE TRIGGER ose_notice_is_for_good BEFORE UPDATE OR DELETE ON ose_notice FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER ose_notice_is_never_truncated BEFORE TRUNCATE ON ose_notice FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ose_notice; DROP TABLE review_deadline;`);
  }
}
