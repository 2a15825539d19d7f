import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A field of a fact may be erased: its value and its salt go, its commitment stays, and so does every proof. Only this function can,
 * whoever calls it, and it records that it did. Once a field is gone the fact's own salt must go too, since every field's follows from it.
 */
export class EraseOpenings1781000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE fact_erasure (
        fact_id bigint PRIMARY KEY REFERENCES fact,
        salts jsonb NOT NULL,
        erased jsonb NOT NULL
      );
      COMMENT ON TABLE fact_erasure IS 'Facts of which a field was erased: the salts of the fields that stay, and the commitments of those that went.';
      ALTER TABLE fact ALTER COLUMN salt DROP NOT NULL;

      CREATE FUNCTION refuse_change_but_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE field text := current_setting('hotline.erasing', true);
        BEGIN
          IF coalesce(field, '') <> '' AND NEW.salt IS NULL AND NEW.content = OLD.content - field
             AND (NEW.id, NEW.type, NEW.report_id, NEW.incident_id, NEW.actor, NEW.recorded_at)
                 IS NOT DISTINCT FROM (OLD.id, OLD.type, OLD.report_id, OLD.incident_id, OLD.actor, OLD.recorded_at) THEN
            RETURN NEW;
          END IF;
          RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME;
        END $$;
      DROP TRIGGER fact_is_for_good ON fact;
      CREATE TRIGGER fact_is_for_good BEFORE DELETE ON fact FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER fact_changes_by_erasure_alone BEFORE UPDATE ON fact FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();

      CREATE FUNCTION erase_field(at bigint, field text, left_salts jsonb, commitments jsonb, who uuid, why text, instant timestamptz) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE
          erased_fact bigint := (SELECT e.fact_id FROM log_entry e WHERE e.index = at);
          shown_as text := '{"act":"act","weapon":"weapon","target":"target","lat":"lat","lon":"lon","radiusM":"radius_m","pcode":"pcode","killed":"killed","wounded":"wounded"}'::jsonb->>field;
        BEGIN
          PERFORM set_config('hotline.erasing', field, true);
          UPDATE fact SET content = content - field, salt = NULL WHERE id = erased_fact AND content ? field;
          IF NOT FOUND THEN RAISE EXCEPTION 'there is no such field at this index'; END IF;
          PERFORM set_config('hotline.erasing', '', true);
          INSERT INTO fact_erasure (fact_id, salts, erased) VALUES (erased_fact, left_salts, commitments)
            ON CONFLICT (fact_id) DO UPDATE SET salts = excluded.salts, erased = excluded.erased;
          IF shown_as IS NOT NULL THEN EXECUTE format('UPDATE incident_version SET %I = NULL WHERE log_index = $1', shown_as) USING at; END IF;
          INSERT INTO fact (type, actor, recorded_at, content)
            VALUES ('field.erased', who, instant, jsonb_build_object('index', at, 'field', field, 'commitment', commitments->>field, 'reason', why));
        END $$;
      REVOKE EXECUTE ON FUNCTION erase_field FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION erase_field TO hotline_app;
    `);
  }

  /** Refused by the NOT NULL once something was erased: what proves the rest would go with the table. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE fact ALTER COLUMN salt SET NOT NULL;
      DROP FUNCTION erase_field; DROP TRIGGER fact_changes_by_erasure_alone ON fact; DROP TRIGGER fact_is_for_good ON fact;
      CREATE TRIGGER fact_is_for_good BEFORE UPDATE OR DELETE ON fact FOR EACH ROW EXECUTE FUNCTION refuse_change();
      DROP FUNCTION refuse_change_but_erasure; DROP TABLE fact_erasure;
    `);
  }
}
