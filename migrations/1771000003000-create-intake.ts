import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIntake1771000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        reporter_id uuid NOT NULL REFERENCES account,
        source_id uuid NOT NULL REFERENCES organisation,
        source_party text,
        client_report_id text NOT NULL,
        received_at timestamptz NOT NULL,
        content_sha256 bytea NOT NULL,
        body_sha256 bytea NOT NULL,
        kind text NOT NULL,
        message_status text NOT NULL,
        language text,
        narrative text,
        occurred_from timestamptz NOT NULL,
        occurred_to timestamptz NOT NULL CHECK (occurred_from <= occurred_to),
        occurred_precision text NOT NULL,
        occurred_stated jsonb NOT NULL,
        time_flag text CHECK (time_flag IN ('INVALID_LOCAL_TIME', 'AMBIGUOUS_LOCAL_TIME')),
        stated_lat double precision CHECK (stated_lat BETWEEN -90 AND 90),
        stated_lon double precision CHECK (stated_lon BETWEEN -180 AND 180),
        stated_radius_m double precision CHECK (stated_radius_m >= 0),
        stated_pcode text,
        stated_place text,
        act text,
        subtype text,
        weapon text,
        target text,
        alleged_perpetrator text,
        alleged_victim text,
        killed int CHECK (killed >= 0),
        wounded int CHECK (wounded >= 0),
        observation text,
        evidence jsonb NOT NULL DEFAULT '[]',
        convoy_reference text,
        UNIQUE (reporter_id, client_report_id)
      );
      COMMENT ON TABLE report IS 'A report as it was accepted. Never changed: later stages add their own rows.';
      CREATE TRIGGER report_is_for_good BEFORE UPDATE OR DELETE ON report
        FOR EACH ROW EXECUTE FUNCTION refuse_change();

      CREATE TABLE report_original (
        report_id uuid PRIMARY KEY,
        bytes bytea NOT NULL,
        is_sealed boolean NOT NULL
      );
      COMMENT ON TABLE report_original IS
        'The exact bytes that were sent. Sealed (age) when they hold contact details: the keys are not on this server.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE report_original; DROP TABLE report;`);
  }
}
