import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The newest so many reports before a point are found without reading all: rows lie in the order in which they were filed, so a few pages of index do. */
export class IndexReportOrder1784000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX report_order ON report USING brin (seq) WITH (pages_per_range = 32, autosummarize = on)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX report_order`);
  }
}
