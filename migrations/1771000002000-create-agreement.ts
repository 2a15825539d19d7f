import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAgreement1771000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reference_row (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        collection text NOT NULL,
        code text NOT NULL,
        content jsonb,
        source text NOT NULL,
        valid_from timestamptz,
        valid_to timestamptz,
        recorded_at timestamptz NOT NULL,
        supersedes uuid UNIQUE REFERENCES reference_row,
        CHECK (valid_from < valid_to)
      );
      COMMENT ON TABLE reference_row IS
        'The agreement as data. A correction is a new row that supersedes the old one; content NULL withdraws it.';
      CREATE INDEX reference_row_code ON reference_row (collection, code);
      CREATE TRIGGER reference_row_is_for_good BEFORE UPDATE OR DELETE ON reference_row
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER reference_row_is_never_truncated BEFORE TRUNCATE ON reference_row
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE reference_row;`);
  }
}
