import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePeople1782000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session (
        id_sha256 bytea PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        opened_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      COMMENT ON TABLE session IS 'Who is signed in with a cookie: only a hash of what the cookie holds. seen_at is true to the minute.';
      CREATE INDEX session_account ON session (account_id);
      CREATE INDEX session_opened_at ON session (opened_at);

      CREATE TABLE local_login (
        account_id uuid PRIMARY KEY REFERENCES account,
        login text NOT NULL UNIQUE CHECK (login ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
        invitation_sha256 bytea UNIQUE,
        invited_until timestamptz,
        password_hash text,
        totp_sealed bytea,
        totp_step bigint NOT NULL DEFAULT 0,
        CHECK ((invitation_sha256 IS NULL) = (invited_until IS NULL)),
        CHECK ((password_hash IS NULL) = (totp_sealed IS NULL))
      );
      COMMENT ON TABLE local_login IS 'People who sign in on this machine: argon2id, and TOTP sealed with the service''s secret.';
      COMMENT ON COLUMN local_login.totp_step IS 'The last half minute whose code was used: no code is good twice.';

      CREATE TABLE oidc_identity (
        issuer text NOT NULL,
        subject text NOT NULL,
        account_id uuid NOT NULL REFERENCES account,
        linked_at timestamptz NOT NULL,
        PRIMARY KEY (issuer, subject)
      );
      COMMENT ON TABLE oidc_identity IS 'Who somebody is: (iss, sub) and nothing else. One person stands for one account, so for one role and one side.';
      CREATE INDEX oidc_identity_account ON oidc_identity (account_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE oidc_identity; DROP TABLE local_login; DROP TABLE session;`);
  }
}
