import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEpisode1780000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE episode (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        opened_at timestamptz NOT NULL
      );
      COMMENT ON TABLE episode IS 'Incidents that people see as one story: a siege, a sweep, a convoy stopped twice. The service never makes one.';
      CREATE TRIGGER episode_is_for_good BEFORE UPDATE OR DELETE ON episode
        FOR EACH ROW EXECUTE FUNCTION refuse_change();

      CREATE TABLE episode_change (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        episode_id uuid NOT NULL REFERENCES episode,
        incident_id uuid NOT NULL REFERENCES incident,
        joins boolean NOT NULL,
        reason text NOT NULL,
        made_by uuid NOT NULL,
        co_chair text NOT NULL,
        made_at timestamptz NOT NULL
      );
      COMMENT ON TABLE episode_change IS 'An incident belongs to an episode when the newest row about the two says so.';
      CREATE INDEX episode_change_episode ON episode_change (episode_id, incident_id, seq);
      CREATE INDEX episode_change_incident ON episode_change (incident_id);
      CREATE TRIGGER episode_change_is_for_good BEFORE UPDATE OR DELETE ON episode_change
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE episode_change; DROP TABLE episode;`);
  }
}
