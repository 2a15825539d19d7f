import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a line says of zones to everybody is a field of its own, and what an export shows of a line is a view (decision 93). */
export class KeepPositionsOutOfExports1786000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE docket ADD COLUMN open_zones text[] NOT NULL DEFAULT '{}';
      ALTER TABLE incident_version ADD COLUMN open_zones text[] NOT NULL DEFAULT '{}';
      COMMENT ON COLUMN docket.open_zones IS 'Of the zones those that anyone may know: no area of an armed party.';
      ${recordListing(`'openZones', NEW.open_zones, `)}
      ${unfoldListings({ column: 'open_zones, ', value: `coalesce(l."openZones", '{}'), `, read: '"openZones" text[], ' })}
      CREATE VIEW incident_shown AS
        SELECT v.log_index, v.superseded_at, v.incident_id, v.seq, v.state, v.fact_status, v.scope, v.ihl_concern, v.determination, v.act, v.weapon, v.target,
               v.occurred_from, v.occurred_to,
               CASE WHEN tells THEN NULL ELSE v.lat END AS lat, CASE WHEN tells THEN NULL ELSE v.lon END AS lon, CASE WHEN tells THEN NULL ELSE v.radius_m END AS radius_m,
               CASE WHEN tells THEN left(v.pcode, 4) ELSE v.pcode END AS pcode,
               CASE WHEN tells THEN array_remove(ARRAY[left(v.pcode, 4)], NULL) ELSE v.open_zones END AS zones,
               v.perpetrators, v.victims, v.parties, v.killed, v.wounded, v.report_count, v.source_count, v.responsible_co_chair, v.gravity, v.message_status,
               v.revision, v.absorbed_into, v.opened_at, v.offered_at, v.changed_at, v.is_queued
          FROM incident_version v, LATERAL (SELECT v.scope IN ('EXCLUDED_TARGET_AREA', 'UNDETERMINED_PLACE') AS tells) AS ground;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW incident_shown;
      ${unfoldListings({ column: '', value: '', read: '' })}
      ${recordListing('')}
      ALTER TABLE incident_version DROP COLUMN open_zones;
      ALTER TABLE docket DROP COLUMN open_zones;
    `);
  }
}

function recordListing(openZones: string): string {
  return `
      CREATE OR REPLACE FUNCTION record_listing() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO fact (type, incident_id, recorded_at, content)
          VALUES ('incident.listed', NEW.incident_id, NEW.changed_at, jsonb_build_object(
            'id', NEW.incident_id, 'seq', NEW.seq, 'state', NEW.state, 'factStatus', NEW.fact_status, 'scope', NEW.scope,
            'ihlConcern', NEW.ihl_concern, 'determination', NEW.determination, 'act', NEW.act, 'weapon', NEW.weapon,
            'target', NEW.target, 'from', iso_instant(NEW.occurred_from), 'to', iso_instant(NEW.occurred_to), 'lat', NEW.lat,
            'lon', NEW.lon, 'radiusM', NEW.radius_m, 'pcode', NEW.pcode, 'governorate', left(NEW.pcode, 4), 'zones', NEW.zones, ${openZones}'perpetrators', NEW.perpetrators,
            'victims', NEW.victims, 'parties', NEW.parties, 'killed', NEW.killed, 'wounded', NEW.wounded,
            'reportCount', NEW.report_count, 'sourceCount', NEW.source_count, 'responsibleCoChair', NEW.responsible_co_chair,
            'gravity', NEW.gravity, 'messageStatus', NEW.message_status, 'revision', NEW.revision, 'absorbedInto', NEW.absorbed_into,
            'openedAt', iso_instant(NEW.opened_at), 'offeredAt', iso_instant(NEW.offered_at), 'changedAt', iso_instant(NEW.changed_at)));
          RETURN NULL;
        END $$;`;
}

function unfoldListings(openZones: { column: string; value: string; read: string }): string {
  return `
      CREATE OR REPLACE FUNCTION unfold_listings() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE incident_version v SET superseded_at = newer.index
            FROM (SELECT f.incident_id, min(s.index) AS index FROM sequenced s JOIN fact f ON f.id = s.fact_id
                   WHERE f.type = 'incident.listed' GROUP BY f.incident_id) AS newer
           WHERE v.incident_id = newer.incident_id AND v.superseded_at IS NULL;
          INSERT INTO incident_version (log_index, superseded_at, incident_id, seq, state, fact_status, scope, ihl_concern, determination,
                 act, weapon, target, occurred_from, occurred_to, lat, lon, radius_m, pcode, zones, ${openZones.column}perpetrators, victims, parties,
                 killed, wounded, report_count, source_count, responsible_co_chair, gravity, message_status, revision, absorbed_into,
                 opened_at, offered_at, changed_at)
          SELECT s.index, lead(s.index) OVER (PARTITION BY f.incident_id ORDER BY s.index), f.incident_id, l.seq, l.state,
                 l."factStatus", l.scope, l."ihlConcern", l.determination, l.act, l.weapon, l.target, l."from", l."to", l.lat, l.lon,
                 l."radiusM", l.pcode, l.zones, ${openZones.value}l.perpetrators, l.victims, l.parties, l.killed, l.wounded, l."reportCount",
                 l."sourceCount", l."responsibleCoChair", l.gravity, l."messageStatus", l.revision, l."absorbedInto", l."openedAt",
                 l."offeredAt", l."changedAt"
            FROM sequenced s JOIN fact f ON f.id = s.fact_id
            CROSS JOIN LATERAL jsonb_to_record(f.content) AS l(seq bigint, state text, "factStatus" text, scope text,
                 "ihlConcern" boolean, determination text, act text, weapon text, target text, "from" timestamptz, "to" timestamptz,
                 lat float8, lon float8, "radiusM" float8, pcode text, zones text[], ${openZones.read}perpetrators text[], victims text[],
                 parties text[], killed int, wounded int, "reportCount" int, "sourceCount" int, "responsibleCoChair" text,
                 gravity text, "messageStatus" text, revision int, "absorbedInto" uuid, "openedAt" timestamptz,
                 "offeredAt" timestamptz, "changedAt" timestamptz)
           WHERE f.type = 'incident.listed';
          RETURN NULL;
        END $$;`;
}
