import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountSourcesOnce1773000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE incident_report ADD COLUMN source_id uuid, ADD COLUMN echo_of uuid;
      UPDATE incident_report link SET source_id = report.source_id FROM report WHERE report.id = link.report_id;
      ALTER TABLE incident_report ALTER COLUMN source_id SET NOT NULL;
      COMMENT ON COLUMN incident_report.source_id IS 'Of the report: so that a new source of a large incident is recognised without reading its reports.';
      COMMENT ON COLUMN incident_report.echo_of IS 'The first report of the incident whose words this one repeats nearly to the letter; together they count as one source.';
      CREATE INDEX incident_report_source ON incident_report (incident_id, source_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE incident_report DROP COLUMN source_id, DROP COLUMN echo_of;`);
  }
}
