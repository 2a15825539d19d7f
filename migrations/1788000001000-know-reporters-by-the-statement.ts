import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Accounts and organisations are never removed, so it is enough to look for them when a report is filed, without a lock, and once for all
 * reports of a statement (decision 99).
 */
export class KnowReportersByTheStatement1788000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'rows of % are never removed, and keep their id', TG_TABLE_NAME; END $$;`);
    for (const table of ['account', 'organisation']) {
      await runner.query(`
        CREATE TRIGGER ${table}_stays BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_removal();
        CREATE TRIGGER ${table}_keeps_its_id BEFORE UPDATE ON ${table} FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION refuse_removal();
        CREATE TRIGGER ${table}_is_never_truncated BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal();`);
    }
    await runner.query(`
      CREATE FUNCTION refuse_unknown_reporters() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT FROM (SELECT DISTINCT reporter_id, source_id FROM filed) AS told
                      WHERE NOT EXISTS (SELECT FROM account WHERE id = told.reporter_id) OR NOT EXISTS (SELECT FROM organisation WHERE id = told.source_id)) THEN
            RAISE EXCEPTION 'a report is of a reporter and a source that are known' USING ERRCODE = 'foreign_key_violation';
          END IF;
          RETURN NULL;
        END $$;
      CREATE TRIGGER report_is_of_somebody_known AFTER INSERT ON report REFERENCING NEW TABLE AS filed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unknown_reporters();
      ALTER TABLE report DROP CONSTRAINT report_reporter_id_fkey, DROP CONSTRAINT report_source_id_fkey;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE report ADD CONSTRAINT report_reporter_id_fkey FOREIGN KEY (reporter_id) REFERENCES account,
                         ADD CONSTRAINT report_source_id_fkey FOREIGN KEY (source_id) REFERENCES organisation;
      DROP TRIGGER report_is_of_somebody_known ON report;
      DROP FUNCTION refuse_unknown_reporters;`);
    for (const table of ['account', 'organisation']) {
      await runner.query(`DROP TRIGGER ${table}_stays ON ${table}; DROP TRIGGER ${table}_keeps_its_id ON ${table}; DROP TRIGGER ${table}_is_never_truncated ON ${table};`);
    }
    await runner.query(`DROP FUNCTION refuse_removal`);
  }
}
