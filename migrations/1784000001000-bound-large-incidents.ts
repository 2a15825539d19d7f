import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first reports of each source of an incident, and the echoes of a report, are found without reading the incident. */
export class BoundLargeIncidents1784000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX incident_report_source;
      CREATE INDEX incident_report_source ON incident_report (incident_id, source_id, linked_at, report_id);
      CREATE INDEX incident_report_echo ON incident_report (echo_of) WHERE echo_of IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX incident_report_echo;
      DROP INDEX incident_report_source;
      CREATE INDEX incident_report_source ON incident_report (incident_id, source_id);
    `);
  }
}
