import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a statement changes in the docket is recorded by one statement, not line by line. */
export class ListInOneStatement1787000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER docket_is_listed ON docket;
      CREATE OR REPLACE FUNCTION record_listing() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO fact (type, incident_id, recorded_at, content)
          SELECT 'incident.listed', incident_id, changed_at, ${listingOf('line')} FROM listed AS line ORDER BY seq;
          RETURN NULL;
        END $$;
      CREATE TRIGGER docket_is_listed AFTER INSERT ON docket REFERENCING NEW TABLE AS listed FOR EACH STATEMENT EXECUTE FUNCTION record_listing();
      CREATE TRIGGER docket_is_listed_anew AFTER UPDATE ON docket REFERENCING NEW TABLE AS listed FOR EACH STATEMENT EXECUTE FUNCTION record_listing();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER docket_is_listed ON docket;
      DROP TRIGGER docket_is_listed_anew ON docket;
      CREATE OR REPLACE FUNCTION record_listing() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO fact (type, incident_id, recorded_at, content)
          VALUES ('incident.listed', NEW.incident_id, NEW.changed_at, ${listingOf('NEW')});
          RETURN NULL;
        END $$;
      CREATE TRIGGER docket_is_listed AFTER INSERT OR UPDATE ON docket FOR EACH ROW EXECUTE FUNCTION record_listing();
    `);
  }
}

const listingOf = (row: string) => `jsonb_build_object(
            'id', NEW.incident_id, 'seq', NEW.seq, 'state', NEW.state, 'factStatus', NEW.fact_status, 'scope', NEW.scope,
            'ihlConcern', NEW.ihl_concern, 'determination', NEW.determination, 'act', NEW.act, 'weapon', NEW.weapon,
            'target', NEW.target, 'from', iso_instant(NEW.occurred_from), 'to', iso_instant(NEW.occurred_to), 'lat', NEW.lat,
            'lon', NEW.lon, 'radiusM', NEW.radius_m, 'pcode', NEW.pcode, 'governorate', left(NEW.pcode, 4), 'zones', NEW.zones, 'openZones', NEW.open_zones, 'perpetrators', NEW.perpetrators,
            'victims', NEW.victims, 'parties', NEW.parties, 'killed', NEW.killed, 'wounded', NEW.wounded,
            'reportCount', NEW.report_count, 'sourceCount', NEW.source_count, 'responsibleCoChair', NEW.responsible_co_chair,
            'gravity', NEW.gravity, 'messageStatus', NEW.message_status, 'revision', NEW.revision, 'absorbedInto', NEW.absorbed_into,
            'openedAt', iso_instant(NEW.opened_at), 'offeredAt', iso_instant(NEW.offered_at), 'changedAt', iso_instant(NEW.changed_at))`.replaceAll('NEW.', `${row}.`);
