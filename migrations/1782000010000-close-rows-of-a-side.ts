import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What only one side, one person or the secretariat may read is shut by PostgreSQL too (decision 0088). */
export class CloseRowsOfASide1782000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${['triage', 'review_lease'].map((table) => `${shut(table)}
        CREATE POLICY ${table}_is_of_its_side ON ${table} USING (current_setting('hotline.viewer', true) IN (side, 'OSE', 'SERVICE'));`).join('\n')}
      ${shut('saved_filter')}
      CREATE POLICY saved_filter_is_of_its_account ON saved_filter USING (current_setting('hotline.viewer', true) = account_id::text);
      ${shut('ose_notice')}
      CREATE POLICY ose_notice_is_added ON ose_notice FOR INSERT WITH CHECK (true);
      CREATE POLICY ose_notice_is_read_by_ose ON ose_notice FOR SELECT USING (current_setting('hotline.viewer', true) = 'OSE');

      CREATE FUNCTION side_is_at_work(incident uuid, of_side text, at timestamptz) RETURNS boolean
        LANGUAGE sql STABLE SET hotline.viewer = 'SERVICE' AS $$
          SELECT EXISTS (SELECT FROM review_lease WHERE incident_id = incident AND side = of_side AND expires_at > at) $$;
      COMMENT ON FUNCTION side_is_at_work IS 'All that one side may learn of the other''s leases.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION side_is_at_work;
      DROP POLICY ose_notice_is_read_by_ose ON ose_notice;
      DROP POLICY ose_notice_is_added ON ose_notice;
      ${opened('ose_notice')}
      DROP POLICY saved_filter_is_of_its_account ON saved_filter;
      ${opened('saved_filter')}
      ${['review_lease', 'triage'].map((table) => `DROP POLICY ${table}_is_of_its_side ON ${table}; ${opened(table)}`).join('\n')}
    `);
  }
}

const shut = (table: string) => `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY; ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;`;
const opened = (table: string) => `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY;`;
