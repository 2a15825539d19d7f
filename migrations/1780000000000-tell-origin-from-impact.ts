import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fire that crosses a border comes from one place and strikes another. */
export class TellOriginFromImpact1780000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE report ADD stated_origin jsonb;
      ALTER TABLE report_placement ADD origin jsonb;
      ALTER TABLE assessment ADD origin jsonb;
      COMMENT ON COLUMN report.stated_origin IS 'Where fire came from, as said; NULL when nobody said that it was another place';
      COMMENT ON COLUMN report_placement.origin IS 'lat, lon, radiusM, pcode, how of the stated origin';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE assessment DROP origin;
      ALTER TABLE report_placement DROP origin;
      ALTER TABLE report DROP stated_origin;
    `);
  }
}
