import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ListIncidentsInTheLog1775000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A named list and not the whole row: what the docket gains later is not published by accident.
    await runner.query(`
      CREATE FUNCTION record_listing() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO fact (type, incident_id, recorded_at, content)
          VALUES ('incident.listed', NEW.incident_id, NEW.changed_at, jsonb_build_object(
            'id', NEW.incident_id, 'seq', NEW.seq, 'state', NEW.state, 'factStatus', NEW.fact_status, 'scope', NEW.scope,
            'ihlConcern', NEW.ihl_concern, 'determination', NEW.determination, 'act', NEW.act, 'weapon', NEW.weapon,
            'target', NEW.target, 'from', iso_instant(NEW.occurred_from), 'to', iso_instant(NEW.occurred_to), 'lat', NEW.lat,
            'lon', NEW.lon, 'radiusM', NEW.radius_m, 'pcode', NEW.pcode, 'zones', NEW.zones, 'perpetrators', NEW.perpetrators,
            'victims', NEW.victims, 'parties', NEW.parties, 'killed', NEW.killed, 'wounded', NEW.wounded,
            'reportCount', NEW.report_count, 'sourceCount', NEW.source_count, 'responsibleCoChair', NEW.responsible_co_chair,
            'gravity', NEW.gravity, 'messageStatus', NEW.message_status, 'revision', NEW.revision, 'absorbedInto', NEW.absorbed_into,
            'openedAt', iso_instant(NEW.opened_at), 'offeredAt', iso_instant(NEW.offered_at), 'changedAt', iso_instant(NEW.changed_at)));
          RETURN NULL;
        END $$;
      CREATE FUNCTION iso_instant(at timestamptz) RETURNS text LANGUAGE sql STABLE AS
        $$ SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
      CREATE TRIGGER docket_is_listed AFTER INSERT OR UPDATE ON docket FOR EACH ROW EXECUTE FUNCTION record_listing();

      CREATE TABLE incident_version (
        log_index bigint PRIMARY KEY,
        superseded_at bigint,
        incident_id uuid NOT NULL,
        seq bigint NOT NULL,
        state text NOT NULL,
        fact_status text NOT NULL,
        scope text NOT NULL,
        ihl_concern boolean NOT NULL,
        determination text NOT NULL,
        act text,
        weapon text,
        target text,
        occurred_from timestamptz(3) NOT NULL,
        occurred_to timestamptz(3) NOT NULL,
        lat double precision,
        lon double precision,
        radius_m double precision,
        pcode text,
        zones text[] NOT NULL,
        perpetrators text[] NOT NULL,
        victims text[] NOT NULL,
        parties text[] NOT NULL,
        killed int,
        wounded int,
        report_count int NOT NULL,
        source_count int NOT NULL,
        responsible_co_chair text NOT NULL,
        gravity text NOT NULL,
        message_status text NOT NULL,
        revision int NOT NULL,
        absorbed_into uuid,
        opened_at timestamptz(3) NOT NULL,
        offered_at timestamptz(3),
        changed_at timestamptz(3) NOT NULL,
        is_queued boolean GENERATED ALWAYS AS (fact_status = 'VERIFIED' AND message_status = 'ACTUAL' AND absorbed_into IS NULL) STORED
      );
      COMMENT ON TABLE incident_version IS
        'Every line of the docket that ever stood, by the log index that recorded it: the facts of type incident.listed, unfolded. May be rebuilt from them.';
      COMMENT ON COLUMN incident_version.superseded_at IS 'The log index of the next version of the same incident.';
      CREATE UNIQUE INDEX incident_version_standing ON incident_version (incident_id) WHERE superseded_at IS NULL;
      CREATE INDEX incident_version_order ON incident_version (seq, log_index);

      CREATE FUNCTION unfold_listings() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE incident_version v SET superseded_at = newer.index
            FROM (SELECT f.incident_id, min(s.index) AS index FROM sequenced s JOIN fact f ON f.id = s.fact_id
                   WHERE f.type = 'incident.listed' GROUP BY f.incident_id) AS newer
           WHERE v.incident_id = newer.incident_id AND v.superseded_at IS NULL;
          INSERT INTO incident_version (log_index, superseded_at, incident_id, seq, state, fact_status, scope, ihl_concern, determination,
                 act, weapon, target, occurred_from, occurred_to, lat, lon, radius_m, pcode, zones, perpetrators, victims, parties,
                 killed, wounded, report_count, source_count, responsible_co_chair, gravity, message_status, revision, absorbed_into,
                 opened_at, offered_at, changed_at)
          SELECT s.index, lead(s.index) OVER (PARTITION BY f.incident_id ORDER BY s.index), f.incident_id, l.seq, l.state,
                 l."factStatus", l.scope, l."ihlConcern", l.determination, l.act, l.weapon, l.target, l."from", l."to", l.lat, l.lon,
                 l."radiusM", l.pcode, l.zones, l.perpetrators, l.victims, l.parties, l.killed, l.wounded, l."reportCount",
                 l."sourceCount", l."responsibleCoChair", l.gravity, l."messageStatus", l.revision, l."absorbedInto", l."openedAt",
                 l."offeredAt", l."changedAt"
            FROM sequenced s JOIN fact f ON f.id = s.fact_id
            CROSS JOIN LATERAL jsonb_to_record(f.content) AS l(seq bigint, state text, "factStatus" text, scope text,
                 "ihlConcern" boolean, determination text, act text, weapon text, target text, "from" timestamptz, "to" timestamptz,
                 lat float8, lon float8, "radiusM" float8, pcode text, zones text[], perpetrators text[], victims text[],
                 parties text[], killed int, wounded int, "reportCount" int, "sourceCount" int, "responsibleCoChair" text,
                 gravity text, "messageStatus" text, revision int, "absorbedInto" uuid, "openedAt" timestamptz,
                 "offeredAt" timestamptz, "changedAt" timestamptz)
           WHERE f.type = 'incident.listed';
          RETURN NULL;
        END $$;
      CREATE TRIGGER log_entry_unfolds_listings AFTER INSERT ON log_entry
        REFERENCING NEW TABLE AS sequenced FOR EACH STATEMENT EXECUTE FUNCTION unfold_listings();
      -- What stands in the docket already is listed now.
      UPDATE docket SET changed_at = changed_at;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER log_entry_unfolds_listings ON log_entry; DROP FUNCTION unfold_listings;
      DROP TABLE incident_version; DROP TRIGGER docket_is_listed ON docket; DROP FUNCTION record_listing; DROP FUNCTION iso_instant;
    `);
  }
}
