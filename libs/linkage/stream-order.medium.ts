// stream-order.medium.ts - the same stream through the link step itself: batches, candidates and PostgreSQL change next to nothing.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AgreementRegistry } from '@hotline/agreement';
import { Ledger, Outbox } from '@hotline/ledger';
import { Clock, Ids, type Database } from '@hotline/platform';
import { describeWith, testDatabase } from '../../test/support';
import { reportOf } from '../../apps/cli/stream-report';
import { bCubed } from './fit/cluster';
import { linkStepOf } from './link.step';
import { agreement, shuffled, streamOf } from './stream.fixture';

const registry = { asOf: async () => agreement } as unknown as AgreementRegistry;
const BATCH = 40;

describeWith('stream/syria_2016-02-27_2016-04-30.jsonl', 'the stream of 2016 through the link step', (file) => {
  const stream = streamOf(readFileSync(file, 'utf8'), reportOf);
  const step = linkStepOf(registry, new Ledger({} as Database, new Clock()), new Outbox({} as Database), new Clock(), new Ids());
  let [inOrder, inDisorder]: Map<string, string>[] = [];

  beforeAll(async () => {
    inOrder = await replay(stream);
    inDisorder = await replay(shuffled(stream, 5));
  }, 120_000);

  it('every report has an incident, and some share one', () => {
    expect(inOrder!.size).toBe(stream.length);
    expect(new Set(inOrder!.values()).size).toBeLessThan(stream.length - 5);
  });

  it('another order gives the same incidents: B-cubed F1 at least .995', () => {
    expect(bCubed(inDisorder!, inOrder!).f1).toBeGreaterThanOrEqual(0.995);
  });

  /** Accepts and links the reports in this order, in a database of their own. */
  async function replay(reports: typeof stream): Promise<Map<string, string>> {
    const db = await testDatabase();
    const rows = reports.map(({ sighting, narrative, language }) => ({ ...sighting, id: randomUUID(), narrative, language, from: new Date(sighting.from), to: new Date(sighting.to), by: sighting.perpetrator?.text, against: sighting.victim?.text }));
    await db.database.query(
      `INSERT INTO organisation (id, name, kind) VALUES ('${FEED}', 'feed', 'MONITOR') ON CONFLICT DO NOTHING`,
    );
    await db.database.query(
      `INSERT INTO account (id, role, organisation_id, label, token_sha256, created_at) VALUES ('${FEED}', 'monitor', '${FEED}', 'feed', '\\x01', now()) ON CONFLICT DO NOTHING`,
    );
    await db.database.query(
      `WITH r AS (SELECT * FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS item(said, number)),
       filed AS (
         INSERT INTO report (id, reporter_id, source_id, client_report_id, received_at, content_sha256, body_sha256, kind, message_status, language, narrative,
             occurred_from, occurred_to, occurred_precision, occurred_stated, stated_place, act, weapon, target, alleged_perpetrator, alleged_victim, killed)
         SELECT (said ->> 'id')::uuid, '${FEED}', '${FEED}', said ->> 'reportId', now(), '', '', 'VIOLATION', 'ACTUAL', said ->> 'language', said ->> 'narrative',
             (said ->> 'from')::timestamptz, (said ->> 'to')::timestamptz, 'DAY', '{}', said ->> 'placeName', said ->> 'act', said ->> 'weapon', said ->> 'target',
             said ->> 'by', said ->> 'against', (said ->> 'killed')::int FROM r ORDER BY number)
       INSERT INTO report_placement (report_id, lat, lon, radius_m, pcode, how, confidence, candidates, zones, policy_version, placed_at)
       SELECT (said ->> 'id')::uuid, (said #>> '{point,lat}')::float8, (said #>> '{point,lon}')::float8, (said #>> '{point,radiusM}')::float8, said ->> 'pcode',
              CASE WHEN said -> 'point' = 'null' THEN 'UNRESOLVED' ELSE 'STATED_POINT' END, 1, '[]', '[]', 'test', now() FROM r`,
      [JSON.stringify(rows)],
    );
    for (let from = 0; from < rows.length; from += BATCH) await db.database.transaction((tx) => step.run(tx, rows.slice(from, from + BATCH).map(({ id }) => id)));
    const found = await db.database.query<{ id: string; incident: string }>(`SELECT client_report_id AS id, incident_id AS incident FROM incident_report JOIN report ON report.id = report_id`);
    await db.close();
    return new Map(found.map(({ id, incident }) => [id, incident]));
  }
});

const FEED = '00000000-0000-4000-8000-00000000feed';
