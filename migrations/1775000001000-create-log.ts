import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLog1775000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE log_pending (
        fact_id bigint PRIMARY KEY
      ) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
      COMMENT ON TABLE log_pending IS
        'Facts without an index yet. A state to poll, because ids do not commit in their order: a poll for higher ids would lose some.';
      CREATE FUNCTION await_sequencing() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO log_pending (fact_id) SELECT id FROM recorded; RETURN NULL; END $$;
      CREATE TRIGGER fact_awaits_sequencing AFTER INSERT ON fact
        REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION await_sequencing();
      INSERT INTO log_pending (fact_id) SELECT id FROM fact;

      CREATE TABLE log_entry (
        index bigint PRIMARY KEY CHECK (index >= 0),
        fact_id bigint NOT NULL UNIQUE,
        commitment bytea NOT NULL CHECK (length(commitment) = 32),
        leaf_hash bytea NOT NULL CHECK (length(leaf_hash) = 32)
      );
      COMMENT ON TABLE log_entry IS 'Facts as leaves of the log. Contiguous from 0; the one sequencer alone gives indices.';
      COMMENT ON COLUMN log_entry.commitment IS 'Over the fields of the fact. Stays when content is erased, and with it every proof.';

      CREATE TABLE log_tile (
        level smallint NOT NULL,
        index bigint NOT NULL,
        hashes bytea NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
        PRIMARY KEY (level, index)
      ) WITH (fillfactor = 50);
      COMMENT ON TABLE log_tile IS 'The hashes of the tree, up to 256 a tile (as in C2SP tlog-tiles). Only the last tile of a level ever grows.';
      ALTER TABLE log_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

      CREATE TABLE log_checkpoint (
        size bigint PRIMARY KEY CHECK (size >= 0),
        root bytea NOT NULL CHECK (length(root) = 32),
        note text NOT NULL,
        made_at timestamptz(3) NOT NULL
      );
      COMMENT ON TABLE log_checkpoint IS 'Signed heads of the log (C2SP tlog-checkpoint), as they were given out.';

      CREATE TABLE log_cosignature (
        size bigint NOT NULL REFERENCES log_checkpoint,
        witness text NOT NULL,
        line text NOT NULL,
        cosigned_at timestamptz(0) NOT NULL,
        PRIMARY KEY (witness, size)
      );
      COMMENT ON TABLE log_cosignature IS 'What witnesses answered (C2SP tlog-cosignature), checked before it is kept.';
      CREATE INDEX log_cosignature_size ON log_cosignature (size);

      CREATE TRIGGER log_entry_is_for_good BEFORE UPDATE OR DELETE ON log_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER log_entry_is_never_truncated BEFORE TRUNCATE ON log_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER log_checkpoint_is_for_good BEFORE UPDATE OR DELETE ON log_checkpoint FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER log_checkpoint_is_never_truncated BEFORE TRUNCATE ON log_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER log_cosignature_is_for_good BEFORE UPDATE OR DELETE ON log_cosignature FOR EACH ROW EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE log_cosignature; DROP TABLE log_checkpoint; DROP TABLE log_tile; DROP TABLE log_entry;
      DROP TRIGGER fact_awaits_sequencing ON fact; DROP FUNCTION await_sequencing; DROP TABLE log_pending;
    `);
  }
}
