import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts in an order that no later commit can get in front of (decision 0033). */
export class CreateEvents1774000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE fact ADD COLUMN tx bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint);
      COMMENT ON COLUMN fact.tx IS 'The transaction that recorded it. Everything below the oldest running one is complete: (tx, id) is the order in which events are told.';
      CREATE INDEX fact_tx ON fact USING brin (tx) WITH (pages_per_range = 16, autosummarize = on);

      CREATE TABLE webhook (
        id uuid PRIMARY KEY,
        url text NOT NULL,
        viewer text NOT NULL CHECK (viewer IN ('US', 'RU', 'OSE', 'AUDITOR')),
        made_by uuid NOT NULL REFERENCES account,
        made_at timestamptz NOT NULL,
        cursor_tx bigint NOT NULL,
        cursor_id bigint NOT NULL,
        failures int NOT NULL DEFAULT 0,
        last_status int,
        next_at timestamptz NOT NULL,
        removed_at timestamptz
      );
      COMMENT ON TABLE webhook IS 'Where events are sent, and how far each receiver has confirmed. Its signing key is derived, not stored.';
      CREATE INDEX webhook_due ON webhook (next_at) WHERE removed_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE webhook; ALTER TABLE fact DROP COLUMN tx;`);
  }
}
