import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the statement that files reports is given, a row a report (decision 109). Never altered: an api of the version before still sends
 * what it knows. A report that has a column more gets a type of its own beside this one.
 */
export class SendReportsAsRows1789000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE sent_report AS (
        original bytea, data_key bytea, lane smallint,
        id uuid, reporter_id uuid, source_id uuid, source_party text, client_report_id text, received_at timestamptz,
        content_sha256 bytea, body_sha256 bytea, kind text, message_status text, language text, narrative text,
        occurred_from timestamptz, occurred_to timestamptz, occurred_precision text, occurred_stated jsonb, time_flag text,
        stated_lat double precision, stated_lon double precision, stated_radius_m double precision, stated_pcode text, stated_place text, stated_origin jsonb,
        act text, subtype text, weapon text, target text, alleged_perpetrator text, alleged_victim text, killed int, wounded int,
        observation text, evidence jsonb, convoy_reference text)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TYPE sent_report`);
  }
}
