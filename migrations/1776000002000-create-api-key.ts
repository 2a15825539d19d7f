import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApiKey1776000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_key (
        kid text PRIMARY KEY CHECK (kid ~ '^[0-9a-f]{12}$'),
        account_id uuid NOT NULL REFERENCES account,
        secret_sha256 bytea NOT NULL UNIQUE,
        scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
        issued_at timestamptz NOT NULL,
        issued_by uuid REFERENCES account,
        expires_at timestamptz,
        revoked_at timestamptz,
        suspect_since timestamptz,
        rotated_from text REFERENCES api_key
      );
      COMMENT ON TABLE api_key IS 'Keys of accounts: only a hash of the secret. revoked_at in the future is the end of a rotation overlap.';
      COMMENT ON COLUMN api_key.suspect_since IS 'Whoever held the key may have been somebody else from here on: reports since then are put before people.';
      CREATE INDEX api_key_account ON api_key (account_id);

      CREATE TABLE report_quarantine (
        report_id uuid PRIMARY KEY REFERENCES report,
        kid text NOT NULL REFERENCES api_key,
        quarantined_at timestamptz NOT NULL,
        released_at timestamptz,
        released_by uuid REFERENCES account
      );
      COMMENT ON TABLE report_quarantine IS 'Reports of a key that may have been in other hands. Kept and linked like any report; shown to people until somebody has looked.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE report_quarantine; DROP TABLE api_key;`);
  }
}
