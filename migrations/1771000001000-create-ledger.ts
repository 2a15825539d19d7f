import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLedger1771000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE fact (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        type text NOT NULL,
        report_id uuid,
        incident_id uuid,
        actor uuid,
        recorded_at timestamptz NOT NULL,
        content jsonb NOT NULL,
        salt bytea NOT NULL DEFAULT decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')
      );
      COMMENT ON TABLE fact IS 'What happened, once and for good. Rows are only ever added.';
      CREATE INDEX fact_report ON fact (report_id) WHERE report_id IS NOT NULL;
      CREATE INDEX fact_incident ON fact (incident_id) WHERE incident_id IS NOT NULL;

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME; END $$;
      CREATE TRIGGER fact_is_for_good BEFORE UPDATE OR DELETE ON fact
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER fact_is_never_truncated BEFORE TRUNCATE ON fact
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE outbox (
        topic text NOT NULL,
        subject_id uuid NOT NULL,
        opened_at timestamptz NOT NULL DEFAULT now(),
        due_at timestamptz NOT NULL DEFAULT now(),
        dispatched_at timestamptz,
        attempts int NOT NULL DEFAULT 0,
        last_error text,
        quarantined_at timestamptz,
        PRIMARY KEY (topic, subject_id)
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
      COMMENT ON TABLE outbox IS 'The work there is. A row is the right to do it: the step deletes it in its own transaction.';
      CREATE INDEX outbox_waiting ON outbox (due_at) WHERE dispatched_at IS NULL AND quarantined_at IS NULL;
      CREATE INDEX outbox_dispatched ON outbox (dispatched_at) WHERE dispatched_at IS NOT NULL AND quarantined_at IS NULL;
      CREATE INDEX outbox_quarantined ON outbox (quarantined_at) WHERE quarantined_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE outbox; DROP TABLE fact; DROP FUNCTION refuse_change;`);
  }
}
