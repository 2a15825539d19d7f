import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateZones1771000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE zone_version (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        zone_code text NOT NULL,
        type text NOT NULL,
        source text NOT NULL,
        level int,
        pcode text,
        parent_pcode text,
        names jsonb NOT NULL,
        geometry jsonb,
        min_lon double precision,
        min_lat double precision,
        max_lon double precision,
        max_lat double precision,
        approximate boolean NOT NULL,
        details jsonb NOT NULL,
        content_sha256 bytea NOT NULL,
        valid_from timestamptz,
        valid_to timestamptz,
        recorded_at timestamptz NOT NULL,
        supersedes uuid UNIQUE REFERENCES zone_version,
        CHECK (valid_from < valid_to),
        CHECK ((geometry IS NULL) = (min_lon IS NULL))
      );
      COMMENT ON TABLE zone_version IS
        'What a map said of a zone: when it was so (valid) and when we knew it (recorded). Never changed, only superseded;
geometry NULL withdraws the version it supersedes.';
      CREATE INDEX zone_version_code ON zone_version (zone_code);
      CREATE TRIGGER zone_version_is_for_good BEFORE UPDATE OR DELETE ON zone_version
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER zone_version_is_never_truncated BEFORE TRUNCATE ON zone_version
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE place (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        code text NOT NULL,
        kind text NOT NULL,
        names jsonb NOT NULL,
        aliases text[] NOT NULL,
        lat double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
        lon double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
        radius_m double precision NOT NULL CHECK (radius_m >= 0),
        pcode text,
        source text NOT NULL,
        content_sha256 bytea NOT NULL,
        recorded_at timestamptz NOT NULL,
        supersedes uuid UNIQUE REFERENCES place
      );
      COMMENT ON TABLE place IS 'The gazetteer. A correction is a new row that supersedes the old one.';
      CREATE INDEX place_code ON place (code);
      CREATE TRIGGER place_is_for_good BEFORE UPDATE OR DELETE ON place
        FOR EACH ROW EXECUTE FUNCTION refuse_change();

      CREATE TABLE report_placement (
        report_id uuid PRIMARY KEY,
        lat double precision,
        lon double precision,
        radius_m double precision,
        pcode text,
        how text NOT NULL CHECK (how IN ('STATED_POINT', 'PCODE', 'PLACE_NAME', 'UNRESOLVED')),
        confidence double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
        candidates jsonb NOT NULL,
        clarification text,
        zones jsonb NOT NULL,
        policy_version text NOT NULL,
        placed_at timestamptz NOT NULL,
        CHECK ((lat IS NULL) = (how = 'UNRESOLVED')),
        CHECK ((lat IS NULL) = (lon IS NULL) AND (lat IS NULL) = (radius_m IS NULL))
      );
      COMMENT ON TABLE report_placement IS 'Where a report says it happened, how sure that is, and the zones of that place at that time.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE report_placement; DROP TABLE place; DROP TABLE zone_version;`);
  }
}
