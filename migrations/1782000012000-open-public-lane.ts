import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports without an account: whose they are said to be, and where they stand in the queue. */
export class OpenPublicLane1782000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox ADD COLUMN lane smallint NOT NULL DEFAULT 0;
      COMMENT ON COLUMN outbox.lane IS '0 of those who are known, 1 of the public: taken only when nothing of lane 0 waits under the topic.';
      DROP INDEX outbox_waiting;
      CREATE INDEX outbox_waiting ON outbox (topic, lane, due_at) WHERE dispatched_at IS NULL AND quarantined_at IS NULL;
      INSERT INTO organisation (id, name, kind) VALUES ('00000000-0000-4000-8000-00000000a000', 'The public', 'PUBLIC');
      INSERT INTO account (id, role, organisation_id, label, token_sha256, created_at)
        VALUES ('00000000-0000-4000-8000-00000000a001', 'monitor', '00000000-0000-4000-8000-00000000a000', 'public', sha256('nobody has a token of this account'), now());
      COMMENT ON TABLE account IS 'Who may call. The account of the public is nobody''s: reports without identity are filed under it, and no token or key opens it.';
      UPDATE account SET revoked_at = now() WHERE id = '00000000-0000-4000-8000-00000000a001';
    `);
  }

  /** Refused by the foreign key while there is a report of the public. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM account WHERE id = '00000000-0000-4000-8000-00000000a001';
      DELETE FROM organisation WHERE id = '00000000-0000-4000-8000-00000000a000';
      COMMENT ON TABLE account IS NULL;
      DROP INDEX outbox_waiting;
      CREATE INDEX outbox_waiting ON outbox (topic, due_at) WHERE dispatched_at IS NULL AND quarantined_at IS NULL;
      ALTER TABLE outbox DROP COLUMN lane;
    `);
  }
}
