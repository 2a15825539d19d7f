import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberRestructuring1773000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE restructuring (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        kind text NOT NULL CHECK (kind IN ('merge', 'split', 'move', 'not-same', 'confirm')),
        from_incident uuid NOT NULL REFERENCES incident,
        to_incident uuid NOT NULL REFERENCES incident,
        reports uuid[] NOT NULL,
        kept_reports uuid[] NOT NULL,
        links_before jsonb NOT NULL,
        reason text NOT NULL,
        made_by uuid NOT NULL,
        co_chair text NOT NULL,
        made_at timestamptz NOT NULL,
        undone_by uuid,
        undone_at timestamptz,
        undone_reason text
      );
      COMMENT ON TABLE restructuring IS 'What people changed about which reports belong together. Never deleted: an undone row says who undid it and why.';
      COMMENT ON COLUMN restructuring.reports IS 'The reports it was about: moved, or set apart, or confirmed.';
      COMMENT ON COLUMN restructuring.kept_reports IS 'The reports they were set apart from (split, not-same), put together with (merge, move) or confirmed beside.';
      COMMENT ON COLUMN restructuring.links_before IS 'The links of the moved reports as they were: what an undo restores.';
      CREATE INDEX restructuring_from ON restructuring (from_incident);
      CREATE INDEX restructuring_to ON restructuring (to_incident);
      CREATE INDEX restructuring_reports ON restructuring USING gin (reports) WHERE kind IN ('split', 'not-same') AND undone_at IS NULL;
      CREATE INDEX restructuring_kept ON restructuring USING gin (kept_reports) WHERE kind IN ('split', 'not-same') AND undone_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE restructuring;`);
  }
}
