import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an opinion says moves into a table that PostgreSQL itself keeps shut until the reveal (decision 0030). */
export class SealOpinions1774000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE opinion_round (
        id uuid PRIMARY KEY,
        incident_id uuid NOT NULL REFERENCES incident,
        number int NOT NULL CHECK (number > 0),
        why text NOT NULL CHECK (why IN ('OFFERED', 'CHANGED', 'UNANSWERED')),
        incident_revision int NOT NULL,
        opened_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        UNIQUE (incident_id, number),
        CHECK (due_at >= opened_at + interval '1 hour')
      );
      COMMENT ON TABLE opinion_round IS 'One call for opinions. A changed incident opens the next; opinions of earlier rounds are stale.';
      CREATE TABLE opinion_reveal (
        round_id uuid PRIMARY KEY REFERENCES opinion_round,
        why text NOT NULL CHECK (why IN ('BOTH_FILED', 'DEADLINE')),
        revealed_at timestamptz NOT NULL
      );
      CREATE TABLE opinion_content (
        opinion_id uuid PRIMARY KEY REFERENCES opinion,
        content text NOT NULL,
        nonce bytea NOT NULL CHECK (length(nonce) = 32)
      );
      COMMENT ON TABLE opinion_content IS 'What an opinion says, as canonical JSON. SHA-256 over it and the nonce is the commitment. Row security shows it to its own side and to OSE; to anybody else from the reveal on.';

      INSERT INTO opinion_round (id, incident_id, number, why, incident_revision, opened_at, due_at)
        SELECT gen_random_uuid(), incident_id, 1, 'OFFERED', revision, offered_at, offered_at + interval '72 hours' FROM docket WHERE offered_at IS NOT NULL;
      INSERT INTO opinion_content (opinion_id, content, nonce)
        SELECT id, jsonb_build_object('incidentId', incident_id, 'coChair', co_chair, 'verdict', verdict, 'reasons', reasons, 'attribution', attribution,
                 'confidence', confidence, 'gravity', gravity, 'extent', extent, 'threat', threat, 'interested', interested)::text, nonce FROM opinion;
      ALTER TABLE opinion DISABLE TRIGGER USER;
      ALTER TABLE opinion ADD COLUMN round_id uuid REFERENCES opinion_round, ALTER COLUMN filed_by DROP NOT NULL;
      UPDATE opinion SET round_id = r.id FROM opinion_round r WHERE r.incident_id = opinion.incident_id;
      INSERT INTO opinion_reveal (round_id, why, revealed_at)
        SELECT round_id, 'BOTH_FILED', max(filed_at) FROM opinion GROUP BY round_id HAVING count(DISTINCT co_chair) = 2;
      DROP INDEX opinion_one_per_side;
      ALTER TABLE opinion ALTER COLUMN round_id SET NOT NULL, DROP COLUMN verdict, DROP COLUMN reasons, DROP COLUMN attribution, DROP COLUMN confidence,
        DROP COLUMN gravity, DROP COLUMN extent, DROP COLUMN threat, DROP COLUMN nonce;
      ALTER TABLE opinion ENABLE TRIGGER USER;
      COMMENT ON TABLE opinion IS 'That a co-chair has filed. filed_by is NULL for the silence a passed deadline leaves. What it says lies in opinion_content.';
      COMMENT ON COLUMN opinion.commitment IS 'SHA-256 over the canonical JSON of the opinion and the nonce: all that the log shows before the reveal.';
      CREATE UNIQUE INDEX opinion_one_per_side ON opinion (round_id, co_chair) WHERE supersedes IS NULL;
      CREATE INDEX opinion_incident ON opinion (incident_id);
      ALTER TABLE determination ALTER COLUMN opinion_us DROP NOT NULL, ALTER COLUMN opinion_ru DROP NOT NULL;

      CREATE FUNCTION keep_opinion_rules() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE round opinion_round; newest int; is_open boolean;
        BEGIN
          SELECT * INTO STRICT round FROM opinion_round WHERE id = NEW.round_id;
          SELECT max(number) INTO newest FROM opinion_round WHERE incident_id = NEW.incident_id;
          is_open := EXISTS (SELECT FROM opinion_reveal WHERE round_id = NEW.round_id);
          IF round.incident_id <> NEW.incident_id OR round.number <> newest THEN RAISE EXCEPTION 'an opinion belongs to the newest round of its incident'; END IF;
          IF NEW.filed_by IS NULL AND round.due_at > clock_timestamp() THEN RAISE EXCEPTION 'silence is recorded when the deadline has passed, not before'; END IF;
          IF (NEW.supersedes IS NOT NULL) <> is_open THEN RAISE EXCEPTION 'an opinion is superseded after the reveal, and only then'; END IF;
          IF NEW.supersedes IS NOT NULL AND NOT EXISTS (SELECT FROM opinion o WHERE o.id = NEW.supersedes AND o.round_id = NEW.round_id AND o.co_chair = NEW.co_chair) THEN
            RAISE EXCEPTION 'a side supersedes its own opinion of the same round';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER opinion_rules BEFORE INSERT ON opinion FOR EACH ROW EXECUTE FUNCTION keep_opinion_rules();

      CREATE FUNCTION keep_commitment() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM opinion o WHERE o.id = NEW.opinion_id AND o.commitment = sha256(convert_to(NEW.content, 'UTF8') || NEW.nonce)) THEN
            RAISE EXCEPTION 'the content is not what was committed to';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER opinion_content_is_committed BEFORE INSERT ON opinion_content FOR EACH ROW EXECUTE FUNCTION keep_commitment();

      CREATE FUNCTION refuse_early_reveal() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE newest uuid;
        BEGIN
          SELECT id INTO newest FROM opinion_round
           WHERE incident_id = (SELECT incident_id FROM opinion_round WHERE id = NEW.round_id) ORDER BY number DESC LIMIT 1;
          IF (SELECT count(DISTINCT co_chair) FROM opinion WHERE round_id = newest) < 2 THEN
            RAISE EXCEPTION 'opinions are sealed until both sides have filed or the deadline has passed';
          END IF;
          RETURN NEW;
        END $$;
      COMMENT ON FUNCTION refuse_early_reveal IS 'A silence counts as filed; it cannot be recorded before the deadline, by the clock of this server.';
      CREATE TRIGGER opinion_reveal_is_not_early BEFORE INSERT ON opinion_reveal FOR EACH ROW EXECUTE FUNCTION refuse_early_reveal();

      ${['opinion_round', 'opinion_reveal', 'opinion_content'].map(forGood).join('\n')}

      DO $$ BEGIN CREATE ROLE hotline_opinion_reader NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
      DO $$ BEGIN EXECUTE format('GRANT hotline_opinion_reader TO %I', current_user); END $$;
      GRANT SELECT ON opinion, opinion_round, opinion_reveal, opinion_content TO hotline_opinion_reader;
      ALTER TABLE opinion_content ENABLE ROW LEVEL SECURITY;
      ALTER TABLE opinion_content FORCE ROW LEVEL SECURITY;
      CREATE POLICY opinion_content_added ON opinion_content FOR INSERT WITH CHECK (true);
      CREATE POLICY opinion_content_opened ON opinion_content FOR SELECT USING (EXISTS (
        SELECT FROM opinion o WHERE o.id = opinion_id
           AND (current_setting('hotline.viewer', true) IN (o.co_chair, 'OSE') OR EXISTS (SELECT FROM opinion_reveal r WHERE r.round_id = o.round_id))));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE determination; DROP TABLE opinion_content; DROP TABLE opinion_reveal; DROP TABLE opinion; DROP TABLE opinion_round;
      DROP FUNCTION keep_opinion_rules; DROP FUNCTION keep_commitment; DROP FUNCTION refuse_early_reveal;
      CREATE TABLE opinion (id uuid PRIMARY KEY);
      CREATE TABLE determination (id uuid PRIMARY KEY);
    `);
  }
}

function forGood(table: string): string {
  return `
    CREATE TRIGGER ${table}_is_for_good BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER ${table}_is_never_truncated BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
}
