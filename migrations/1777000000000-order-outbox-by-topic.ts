import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The relay takes of each topic what there is room for: the index of waiting work starts with the topic. */
export class OrderOutboxByTopic1777000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX outbox_waiting;
      CREATE INDEX outbox_waiting ON outbox (topic, due_at) WHERE dispatched_at IS NULL AND quarantined_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX outbox_waiting;
      CREATE INDEX outbox_waiting ON outbox (due_at) WHERE dispatched_at IS NULL AND quarantined_at IS NULL;
    `);
  }
}
