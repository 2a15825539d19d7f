import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The officers with the maps are neither reviewers nor operators: each draws its own side's map. */
export class AdmitDelineationOfficers1780000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account DROP CONSTRAINT account_role_check;
      ALTER TABLE account DROP CONSTRAINT account_check;
      ALTER TABLE account ADD CONSTRAINT account_role_check
        CHECK (role IN ('monitor', 'reviewer', 'secretariat', 'auditor', 'liaison', 'delineation', 'admin'));
      ALTER TABLE account ADD CONSTRAINT account_side_of_role CHECK ((role IN ('reviewer', 'delineation')) = (side IS NOT NULL));
    `);
  }

  /** Refused while there is such an account: who acted is never made to be somebody else. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account DROP CONSTRAINT account_side_of_role;
      ALTER TABLE account DROP CONSTRAINT account_role_check;
      ALTER TABLE account ADD CONSTRAINT account_role_check
        CHECK (role IN ('monitor', 'reviewer', 'secretariat', 'auditor', 'liaison', 'admin'));
      ALTER TABLE account ADD CONSTRAINT account_check CHECK ((role = 'reviewer') = (side IS NOT NULL));
    `);
  }
}
