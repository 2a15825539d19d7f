import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Api and worker are members of `hotline_app`, which owns nothing: triggers and row security hold them. What the role may do
 * with each table is granted after every migration (`apps/standalone/runtime-role.ts`), so that later tables are included.
 */
export class CreateRuntimeRole1776000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN CREATE ROLE hotline_app NOLOGIN NOSUPERUSER NOBYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
      ALTER TABLE report_original ENABLE ROW LEVEL SECURITY;
      ALTER TABLE report_original FORCE ROW LEVEL SECURITY;
      CREATE POLICY report_original_is_added ON report_original FOR INSERT WITH CHECK (true);
      CREATE POLICY report_original_is_read_by_the_neutral ON report_original FOR SELECT
        USING (current_setting('hotline.viewer', true) IN ('OSE', 'AUDITOR'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY report_original_is_added ON report_original;
      DROP POLICY report_original_is_read_by_the_neutral ON report_original;
      ALTER TABLE report_original NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE report_original DISABLE ROW LEVEL SECURITY;
      DROP OWNED BY hotline_app;
    `);
  }
}
