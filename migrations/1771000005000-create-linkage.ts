import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLinkage1771000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE incident (
        id uuid PRIMARY KEY,
        opened_at timestamptz NOT NULL,
        message_status text NOT NULL,
        occurred_from timestamptz NOT NULL,
        occurred_to timestamptz NOT NULL,
        lat double precision,
        lon double precision,
        radius_m double precision,
        pcode text,
        act text,
        weapon text,
        target text,
        perpetrators text[] NOT NULL,
        victims text[] NOT NULL,
        killed int,
        wounded int,
        report_count int NOT NULL,
        source_count int NOT NULL,
        revision int NOT NULL,
        absorbed_into uuid REFERENCES incident,
        changed_at timestamptz NOT NULL,
        CHECK (occurred_from <= occurred_to),
        CHECK ((lat IS NULL) = (lon IS NULL) AND (lat IS NULL) = (radius_m IS NULL))
      );
      COMMENT ON TABLE incident IS 'What the reports of one event say together. Worked out anew from them whenever they change; its id never changes.';

      CREATE TABLE incident_report (
        report_id uuid PRIMARY KEY,
        incident_id uuid NOT NULL REFERENCES incident,
        bits numeric NOT NULL,
        why text NOT NULL,
        evidence jsonb NOT NULL,
        runners_up jsonb NOT NULL,
        model_version text NOT NULL,
        decided_by text NOT NULL CHECK (decided_by IN ('AUTO', 'REVIEWER')),
        linked_at timestamptz NOT NULL
      );
      COMMENT ON TABLE incident_report IS 'Which incident a report belongs to, and the evidence for it. bits is 0 for the report that opened the incident.';
      CREATE INDEX incident_report_incident ON incident_report (incident_id, linked_at);

      CREATE TABLE link_suggestion (
        report_id uuid NOT NULL,
        incident_id uuid NOT NULL REFERENCES incident,
        bits numeric NOT NULL,
        why text NOT NULL,
        evidence jsonb NOT NULL,
        vetoes jsonb NOT NULL,
        model_version text NOT NULL,
        suggested_at timestamptz NOT NULL,
        PRIMARY KEY (report_id, incident_id)
      );
      COMMENT ON TABLE link_suggestion IS 'An incident that a person should compare with a report: too likely to pass over, not sure enough to link.';
      CREATE INDEX link_suggestion_incident ON link_suggestion (incident_id);

      CREATE TABLE incident_block (
        block_key text NOT NULL,
        incident_id uuid NOT NULL REFERENCES incident,
        PRIMARY KEY (block_key, incident_id)
      );
      COMMENT ON TABLE incident_block IS 'Under which keys an incident is found: a neighbourhood on a day, a file, a convoy, a text, a name.';
      CREATE INDEX incident_block_incident ON incident_block (incident_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE incident_block; DROP TABLE link_suggestion; DROP TABLE incident_report; DROP TABLE incident;`);
  }
}
