import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountLoneStarts1776000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox ADD COLUMN lone_starts int NOT NULL DEFAULT 0;
      COMMENT ON COLUMN outbox.lone_starts IS 'Starts alone since the last one that came to an end: how often it may have ended its worker.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE outbox DROP COLUMN lone_starts;`);
  }
}
