import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contact details end with their key. Originals that were sealed before this have none and stay as they are. */
export class CreateReportSeal1782000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_seal (
        report_id uuid PRIMARY KEY REFERENCES report,
        key bytea NOT NULL CHECK (length(key) = 32),
        sealed_at timestamptz NOT NULL
      );
      COMMENT ON TABLE report_seal IS 'The data key around a sealed original. Deleted when its time has come: the original is noise from then on, for the holders of the off-server keys too.';
      CREATE INDEX report_seal_age ON report_seal (sealed_at);
      ALTER TABLE report_seal ENABLE ROW LEVEL SECURITY;
      ALTER TABLE report_seal FORCE ROW LEVEL SECURITY;
      CREATE POLICY report_seal_is_added ON report_seal FOR INSERT WITH CHECK (true);
      CREATE POLICY report_seal_is_read_by_ose ON report_seal FOR SELECT USING (current_setting('hotline.viewer', true) IN ('OSE', 'SERVICE'));
      CREATE POLICY report_seal_is_destroyed ON report_seal FOR DELETE USING (current_setting('hotline.viewer', true) = 'SERVICE');
    `);
  }

  /** Refused while there are keys: without them sealed originals could never be opened. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      SELECT set_config('hotline.viewer', 'SERVICE', true);
      DO $$ BEGIN IF EXISTS (SELECT FROM report_seal) THEN RAISE EXCEPTION 'report_seal holds keys of sealed originals'; END IF; END $$;
      DROP TABLE report_seal;
    `);
  }
}
