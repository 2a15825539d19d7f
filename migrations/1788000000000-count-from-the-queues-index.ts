import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether somebody has an incident stands in the index of its queue, so that counting does not visit the rows (decision 0094). */
export class CountFromTheQueuesIndex1788000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX triage_queue;
      CREATE INDEX triage_queue ON triage (side, status, urgency, waiting_since, docket_seq) INCLUDE (assignee) WHERE is_shown`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX triage_queue;
      CREATE INDEX triage_queue ON triage (side, status, urgency, waiting_since, docket_seq) WHERE is_shown`);
  }
}
