import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A publication shows the governorate of an incident and leaves out what is finer: it is a field of its own to commit to. */
export class ListGovernorates1775000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION record_listing() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO fact (type, incident_id, recorded_at, content)
          VALUES ('incident.listed', NEW.incident_id, NEW.changed_at, jsonb_build_object(
            'id', NEW.incident_id, 'seq', NEW.seq, 'state', NEW.state, 'factStatus', NEW.fact_status, 'scope', NEW.scope,
            'ihlConcern', NEW.ihl_concern, 'determination', NEW.determination, 'act', NEW.act, 'weapon', NEW.weapon,
            'target', NEW.target, 'from', iso_instant(NEW.occurred_from), 'to', iso_instant(NEW.occurred_to), 'lat', NEW.lat,
            'lon', NEW.lon, 'radiusM', NEW.radius_m, 'pcode', NEW.pcode, 'governorate', left(NEW.pcode, 4), 'zones', NEW.zones, 'perpetrators', NEW.perpetrators,
            'victims', NEW.victims, 'parties', NEW.parties, 'killed', NEW.killed, 'wounded', NEW.wounded,
            'reportCount', NEW.report_count, 'sourceCount', NEW.source_count, 'responsibleCoChair', NEW.responsible_co_chair,
            'gravity', NEW.gravity, 'messageStatus', NEW.message_status, 'revision', NEW.revision, 'absorbedInto', NEW.absorbed_into,
            'openedAt', iso_instant(NEW.opened_at), 'offeredAt', iso_instant(NEW.offered_at), 'changedAt', iso_instant(NEW.changed_at)));
          RETURN NULL;
        END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION record_listing() RETURNS trigger LANGUAGE plpgsql AS $$
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
    `);
  }
}
