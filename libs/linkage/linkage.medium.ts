import { createHash, randomUUID } from 'node:crypto';
import type { AgreementRegistry } from '@hotline/agreement';
import { Ledger, Outbox } from '@hotline/ledger';
import { Clock, Ids } from '@hotline/platform';
import { testDatabase, type TestDatabase } from '../../test/support';
import { blockKeys } from './blocking';
import { linkStepOf, type LinkStep } from './link.step';
import { LinkageReader } from './linkage.reader';
import { SERVICE_MODEL } from './model';
import { NeighboursRepository } from './neighbours.repository';

let db: TestDatabase;
let step: LinkStep;

/** Who is who is the agreement's business: here every name stands for itself. */
const registry = { asOf: async () => ({ resolveParty: () => null }) } as unknown as AgreementRegistry;

beforeAll(async () => {
  db = await testDatabase();
  const clock = new Clock();
  step = linkStepOf(registry, new Ledger(db.database, clock), new Outbox(db.database), clock, new Ids());
});

afterEach(async () => {
  await db.database.query(
    `DELETE FROM incident_block; DELETE FROM link_suggestion; DELETE FROM incident_report; DELETE FROM incident; DELETE FROM outbox`,
  );
});

afterAll(() => db.close());

interface Told {
  at?: string;
  lat?: number | null;
  lon?: number;
  place?: string;
  weapon?: string;
  media?: string;
  status?: string;
  unplaced?: boolean;
}

/** Reports as intake and zones leave them, each of another source. */
async function reports(told: Told[]): Promise<string[]> {
  const rows = told.map(({ at = '2016-03-05T08:00:00Z', lat = 34.841, lon = 36.731, weapon = 'AIR_STRIKE', ...rest }) => ({
    id: randomUUID(),
    source: randomUUID(),
    at,
    lat,
    lon,
    weapon,
    place: rest.place ?? null,
    status: rest.status ?? 'ACTUAL',
    unplaced: rest.unplaced ?? false,
    evidence: rest.media ? [{ sha256: createHash('sha256').update(rest.media).digest('hex'), mediaType: 'video/mp4' }] : [],
  }));
  await db.database.query(
    `WITH r AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, source uuid, at timestamptz, lat float8, lon float8, weapon text,
                                                        place text, status text, unplaced boolean, evidence jsonb)),
     organisations AS (INSERT INTO organisation (id, name, kind) SELECT source, source, 'MONITOR' FROM r),
     accounts AS (INSERT INTO account (id, role, organisation_id, label, token_sha256, created_at)
       SELECT source, 'monitor', source, 'monitor', decode(replace(source::text, '-', ''), 'hex'), now() FROM r),
     reports AS (INSERT INTO report (id, reporter_id, source_id, client_report_id, received_at, content_sha256, body_sha256, kind,
         message_status, occurred_from, occurred_to, occurred_precision, occurred_stated, stated_place, act, weapon, evidence)
       SELECT id, source, source, id, now(), '', '', 'VIOLATION', status, at, at, 'EXACT', '{}', place, 'ATTACK', weapon, evidence FROM r)
     INSERT INTO report_placement (report_id, lat, lon, radius_m, pcode, how, confidence, candidates, zones, policy_version, placed_at)
       SELECT id, lat, CASE WHEN lat IS NOT NULL THEN lon END, CASE WHEN lat IS NOT NULL THEN 1000 END, 'SY040401',
              CASE WHEN lat IS NULL THEN 'UNRESOLVED' ELSE 'STATED_POINT' END, 1, '[]', '[]', 'test', now()
         FROM r WHERE NOT unplaced`,
    [JSON.stringify(rows)],
  );
  return rows.map(({ id }) => id);
}

const link = (ids: readonly string[]) => db.database.transaction((tx) => step.run(tx, ids));
const incidents = () =>
  db.database.query<Record<string, unknown>>(
    `SELECT report_count AS reports, source_count AS sources, revision, message_status AS status, lat, weapon FROM incident ORDER BY opened_at, lat`,
  );
const factsOf = (ids: readonly string[]) =>
  db.database
    .query<{ type: string }>(`SELECT type FROM fact WHERE report_id = ANY($1::uuid[]) ORDER BY id`, [ids])
    .then((rows) => rows.map(({ type }) => type));

it('a batch becomes incidents with their reports, facts, reasons and the next piece of work', async () => {
  const ids = await reports([{}, {}, { lat: 36.2, lon: 37.16 }]);
  await link(ids);

  expect(await incidents()).toMatchObject([
    { reports: 2, sources: 2, revision: 1, weapon: 'AIR_STRIKE' },
    { reports: 1, sources: 1, revision: 1 },
  ]);
  expect(await factsOf(ids)).toEqual(['incident.opened', 'report.linked', 'incident.opened']);
  const [{ open } = { open: 0 }] = await db.database.query<{ open: number }>(
    `SELECT count(*)::int AS open FROM outbox WHERE topic = 'incident.changed'`,
  );
  expect(open).toBe(2);

  const [found] = await db.database.query<{ id: string }>(`SELECT incident_id AS id FROM incident_report WHERE report_id = $1`, [ids[1]]);
  const links = await new LinkageReader(db.database).linksOf([found!.id]);
  expect(links.map(({ reportId, bits }) => [reportId, bits > SERVICE_MODEL.thresholds.link!])).toEqual([
    [ids[0], false],
    [ids[1], true],
  ]);
  expect(links[1]).toMatchObject({
    modelVersion: SERVICE_MODEL.version,
    decidedBy: 'AUTO',
    why: expect.stringContaining('both AIR_STRIKE'),
  });
});

it('a second run changes nothing', async () => {
  const ids = await reports([{}, {}, { lat: 36.2, lon: 37.16 }]);
  await link(ids);
  const before = [await incidents(), await factsOf(ids)];
  await link(ids);
  await link([ids[1]!]);
  expect([await incidents(), await factsOf(ids)]).toEqual(before);
});

it('a later report joins the standing incident, which gets a new revision', async () => {
  await link(await reports([{}]));
  await link(await reports([{ at: '2016-03-05T08:20:00Z', lat: 34.843 }]));
  expect(await incidents()).toMatchObject([{ reports: 2, sources: 2, revision: 2 }]);
});

it('one video from two towns is a suggestion, kept with its evidence', async () => {
  await link(await reports([{ media: 'video' }]));
  const [second] = await reports([{ media: 'video', lat: 34.841 + 6.3 / 111.195 }]);
  await link([second!]);

  expect(await incidents()).toHaveLength(2);
  expect(await factsOf([second!])).toEqual(['incident.opened', 'link.suggested']);
  const [own] = await db.database.query<{ id: string }>(`SELECT incident_id AS id FROM incident_report WHERE report_id = $1`, [second]);
  const suggestions = await new LinkageReader(db.database).suggestionsOf([own!.id]);
  expect(suggestions).toMatchObject([{ reportId: second, incidentId: own!.id, vetoes: ['the places do not overlap'] }]);
  expect(suggestions[0]!.evidence).toContainEqual(expect.objectContaining({ comparator: 'evidence' }));
});

it('where much happened in the fortnight before, two reports that would be linked in a village are put before a person', async () => {
  const daysBefore = (days: number) => new Date(Date.parse('2016-03-05T08:00:00Z') - days * 86_400_000).toISOString();
  await link(await reports(Array.from({ length: 36 }, (_, index) => ({ at: daysBefore(1 + (index % 12)), lat: 34.81 + 0.02 * Math.floor(index / 12), weapon: 'TANK' }))));
  const pair = await reports([{ weapon: 'MORTAR' }, { weapon: 'MORTAR' }]);
  await link(pair);
  const [own] = await db.database.query<{ id: string }>(`SELECT incident_id AS id FROM incident_report WHERE report_id = $1`, [pair[1]]);
  const [suggestion] = await new LinkageReader(db.database).suggestionsOf([own!.id]);
  expect(suggestion!.evidence).toContainEqual({ comparator: 'surroundings', level: 'very busy', compared: '36 incidents in this neighbourhood in the fortnight before', bits: -1.2 });
});

it('tests and exercises keep to themselves', async () => {
  await link(await reports([{}, { status: 'TEST' }, { status: 'EXERCISE' }, { status: 'TEST' }]));
  const found = await incidents();
  expect(found.map(({ status, reports: count }) => [status, count]).sort()).toEqual([
    ['ACTUAL', 1],
    ['EXERCISE', 1],
    ['TEST', 2],
  ]);
});

it('a place nobody knows still becomes an incident, and its name finds the next report', async () => {
  await link(await reports([{ lat: null, place: 'حربنفسه' }]));
  await link(await reports([{ lat: null, place: 'Харбнафса' }]));
  expect(await incidents()).toMatchObject([{ reports: 2, lat: null }]);
});

it('a report that was not placed yet is refused, so that it is tried again and not lost', async () => {
  await expect(link(await reports([{}, { unplaced: true }]))).rejects.toThrow('before it was placed');
  expect(await incidents()).toEqual([]);
});

it('candidates stay a few dozen, the nearest, however many incidents a neighbourhood has', async () => {
  const near = (index: number) => ({ at: new Date(Date.parse('2016-03-05T08:00:00Z') + index * 60_000).toISOString(), weapon: 'UNKNOWN' });
  const ids = await reports(Array.from({ length: 300 }, (_, index) => ({ ...near(index), lat: 34.6 + 0.0001 * index })));
  const [report] = await reports([{ at: '2016-03-05T12:00:00Z', lat: 34.624 }]);
  await db.database.transaction(async (tx) => {
    const repository = new NeighboursRepository();
    const [sighting] = await repository.sightings(tx, [report!], { resolveParty: () => null });
    await tx.query(
      `WITH opened AS (INSERT INTO incident (id, opened_at, message_status, occurred_from, occurred_to, lat, lon, radius_m,
           perpetrators, victims, report_count, source_count, revision, changed_at)
         SELECT r.id, now(), 'ACTUAL', occurred_from, occurred_to, lat, lon, 1000, '{}', '{}', 1, 1, 1, now()
           FROM report r JOIN report_placement ON report_id = r.id WHERE r.id = ANY($1::uuid[]) RETURNING id)
       INSERT INTO incident_block SELECT $2, id FROM opened`,
      [ids, blockKeys(sighting!, SERVICE_MODEL).near[0]],
    );
    const found = (await repository.candidates(tx, [sighting!], SERVICE_MODEL)).near.get(report!)!;
    expect(found.length).toBeLessThanOrEqual(50);
    expect(found).toContain(ids[240]); // four hours after eight: the very same minute
    expect(found).not.toContain(ids[0]);
  });
});

describe('twenty workers at once', () => {
  const EVENTS = 200;
  const DUPLICATES = 1000;
  const WORKERS = 20;
  /** Villages fifteen kilometres apart and hours of one day: neighbours in the index, none of them one event. */
  const event = (index: number): Told => ({
    lat: 34 + 0.135 * (index % 40),
    at: new Date(Date.parse('2016-03-05T00:00:00Z') + 5 * 3_600_000 * Math.floor(index / 40)).toISOString(),
  });
  const events = Array.from({ length: EVENTS }, (_, index) => event(index));

  /** Batches of 25 in an order of each worker's own. */
  const work = async (worker: number, ids: readonly string[]) => {
    const order = ids.map((id, index) => ({ id, key: createHash('sha256').update(`${worker} ${index}`).digest('hex') }));
    const shuffled = order.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ id }) => id);
    for (let from = 0; from < shuffled.length; from += 25) await link(shuffled.slice(from, from + 25));
  };

  it('each with its own copy of the same 200 events: 200 incidents of 20 reports, no deadlock', async () => {
    const copies = [];
    for (let worker = 0; worker < WORKERS; worker += 1) copies.push(await reports(events));
    await Promise.all(copies.map((ids, worker) => work(worker, ids)));
    expect((await incidents()).map(({ reports: count, sources }) => [count, sources])).toEqual(events.map(() => [WORKERS, WORKERS]));
  }, 120_000);

  it('all with the same 1,000 duplicates of 200 events: each is linked once, one incident each event', async () => {
    const ids: string[] = [];
    for (let copy = 0; copy < DUPLICATES / EVENTS; copy += 1) ids.push(...(await reports(events)));
    await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker, ids)));
    expect((await incidents()).map(({ reports: count }) => count)).toEqual(events.map(() => DUPLICATES / EVENTS));
    const facts = await factsOf(ids);
    expect([facts.length, facts.filter((type) => type === 'incident.opened').length]).toEqual([DUPLICATES, EVENTS]);
  }, 120_000);

  it('all with 1,000 reports of one event at once: one incident of 1,000 reports, counted exactly, without reading them all again', async () => {
    const ids = await reports(Array.from({ length: DUPLICATES }, () => ({})));
    await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker, ids)));
    expect(await incidents()).toMatchObject([{ reports: DUPLICATES, sources: DUPLICATES }]);
    await link(await reports([{}]));
    expect(await incidents()).toMatchObject([{ reports: DUPLICATES + 1, sources: DUPLICATES + 1 }]);
  }, 120_000);
});
