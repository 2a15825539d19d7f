import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlatform1771000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organisation (
        id uuid PRIMARY KEY,
        name text NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('MONITOR', 'PARTY', 'PUBLIC', 'STATE', 'UN', 'OPERATOR')),
        party_code text
      );
      COMMENT ON TABLE organisation IS 'Who stands behind accounts. Two accounts of one organisation are one source.';
      CREATE TABLE account (
        id uuid PRIMARY KEY,
        role text NOT NULL CHECK (role IN ('monitor', 'reviewer', 'secretariat', 'auditor', 'liaison', 'admin')),
        side text CHECK (side IN ('US', 'RU')),
        organisation_id uuid NOT NULL REFERENCES organisation,
        label text NOT NULL,
        token_sha256 bytea NOT NULL UNIQUE,
        created_at timestamptz NOT NULL,
        revoked_at timestamptz,
        CHECK ((role = 'reviewer') = (side IS NOT NULL))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE account; DROP TABLE organisation;`);
  }
}
