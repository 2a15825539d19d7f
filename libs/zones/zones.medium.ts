import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { loadReference } from '@hotline/agreement';
import { LedgerModule } from '@hotline/ledger';
import { Clock, Database, HotlineError, Ids, createLog, LOG, SETTINGS } from '@hotline/platform';
import { describeWith, testDatabase, type TestDatabase } from '../../test/support';
import { MatchZonesStep } from './match-zones.step';
import { loadReferenceZones } from './reference-zones.loader';
import { box } from './zones.fixture';
import { ZonesModule } from './zones.module';
import { ZonesRepository } from './zones.repository';
import { ZonesService } from './zones.service';

const FOLDER = join(__dirname, '../../reference/syria-2016');
const geojson = (...features: { properties: object; ring: number[][] }[]) =>
  Buffer.from(JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(({ properties, ring }) => ({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } })),
  }));
const square = (properties: object, side = 1) => ({ properties, ring: box(36, 35, 36 + side, 35 + side) });

let db: TestDatabase;
let service: ZonesService;
let zones: ZonesRepository;
let step: MatchZonesStep;
let app: TestingModule;

beforeAll(async () => {
  db = await testDatabase();
  const given = [{ provide: Database, useValue: db.database }, { provide: SETTINGS, useValue: { secret: Buffer.alloc(32) } }, { provide: LOG, useValue: createLog('silent') }, Clock, Ids];
  @Global()
  @Module({ providers: given, exports: given })
  class TestPlatform {}
  app = await Test.createTestingModule({ imports: [TestPlatform, LedgerModule, ZonesModule] }).compile();
  [service, zones, step] = [app.get(ZonesService), app.get(ZonesRepository), app.get(MatchZonesStep)];
  await loadReference(app, FOLDER);
});
afterAll(() => db.close());

interface Told {
  lat?: number;
  lon?: number;
  radiusM?: number;
  pcode?: string;
  place?: string;
}

/** Reports as intake leaves them. */
async function reports(...told: Told[]): Promise<string[]> {
  const rows = told.map((each) => ({ id: randomUUID(), source: randomUUID(), ...each }));
  await db.database.query(
    `WITH r AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, source uuid, lat float8, lon float8, "radiusM" float8, pcode text, place text)),
       organisations AS (INSERT INTO organisation (id, name, kind) SELECT source, source, 'MONITOR' FROM r),
       accounts AS (INSERT INTO account (id, role, organisation_id, label, token_sha256, created_at)
         SELECT source, 'monitor', source, 'monitor', decode(replace(source::text, '-', ''), 'hex'), now() FROM r)
     INSERT INTO report (id, reporter_id, source_id, client_report_id, received_at, content_sha256, body_sha256, kind, message_status,
         occurred_from, occurred_to, occurred_precision, occurred_stated, stated_lat, stated_lon, stated_radius_m, stated_pcode, stated_place)
       SELECT id, source, source, id, now(), '', '', 'VIOLATION', 'ACTUAL', '2016-02-29T09:20Z', '2016-02-29T09:40Z', 'HOUR', '{}',
              lat, lon, "radiusM", pcode, place FROM r`,
    [JSON.stringify(rows)],
  );
  return rows.map(({ id }) => id);
}

const run = (ids: readonly string[]) => db.database.transaction((tx) => step.run(tx, ids));

interface StoredPlacement {
  how: string;
  pcode: string | null;
  lat: number | null;
  clarification: string | null;
  policyVersion: string;
  zones: { zoneVersionId: string; code: string; type: string; source: string; level: number; relation: string }[];
}

async function placements(ids: readonly string[]): Promise<StoredPlacement[]> {
  return db.database.query(
    `SELECT how, pcode, lat, clarification, policy_version AS "policyVersion", zones
       FROM report_placement JOIN unnest($1::uuid[]) WITH ORDINALITY AS asked(id, at) ON id = report_id ORDER BY at`,
    [ids],
  );
}

const facts = (type: string) => db.database.query<{ content: Record<string, unknown>; reportId: string }>(`SELECT content, report_id AS "reportId" FROM fact WHERE type = $1 ORDER BY id`, [type]);
const count = async (table: string) => (await db.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;

describe('the reference zones and places of this project', () => {
  it('load once, and a second time change nothing', async () => {
    const first = await loadReferenceZones(app, FOLDER);
    expect(first.zones.added).toBeGreaterThanOrEqual(15);
    expect(first.places.added).toBeGreaterThan(100);
    const rows = [await count('zone_version'), await count('place'), await count('fact')];
    const second = await loadReferenceZones(app, FOLDER);
    expect(second).toMatchObject({ zones: { added: 0, superseded: 0 }, places: { added: 0, superseded: 0 } });
    expect([await count('zone_version'), await count('place'), await count('fact')]).toEqual(rows);
  });
});

describe('the step', () => {
  it('places what was stated: a point, a code, a name in three scripts, nothing usable', async () => {
    const ids = await reports(
      { lat: 34.97984, lon: 36.57503, radiusM: 1_000 },
      { pcode: 'SY050102' },
      { place: 'حربنفسة' },
      { place: 'Hirbinifsah' },
      { place: 'Харбнафса' },
      { place: 'Harb Bebsi' },
      { lat: 41, lon: 29, radiusM: 100 },
    );
    await run(ids);
    const stored = await placements(ids);
    expect(stored.map(({ how, pcode }) => `${how} ${pcode}`)).toEqual([
      expect.stringMatching(/^STATED_POINT SY0[45]$/), // the stand-in outlines know governorates only, and this is on a line
      'PCODE SY050102',
      'PLACE_NAME SY050102',
      'PLACE_NAME SY050102',
      'PLACE_NAME SY050102',
      'UNRESOLVED null',
      'STATED_POINT null',
    ]);
    expect(stored[1]!.zones.map(({ code, relation }) => `${relation} ${code}`)).toEqual(['inside SY', 'inside SY05']);
    expect(stored[5]!.clarification).toMatch(/Hirbinifsah \(SY050102\)/);
    expect(stored[6]!.zones).toEqual([]);
    expect(new Set(stored.map(({ policyVersion }) => policyVersion))).toEqual(new Set(['v1']));
    expect(await db.database.query(`SELECT FROM outbox WHERE topic = 'report.placed' AND subject_id = ANY($1::uuid[])`, [ids])).toHaveLength(ids.length);
  });

  it('run again changes nothing and records nothing', async () => {
    const ids = await reports({ pcode: 'SY04' });
    await run(ids);
    const [before, recorded] = [await placements(ids), await count('fact')];
    await run(ids);
    expect(await placements(ids)).toEqual(before);
    expect(await count('fact')).toBe(recorded);
  });

  it('two workers on one batch place each report once', async () => {
    const ids = await reports(...Array.from({ length: 20 }, () => ({ pcode: 'SY05' })));
    await Promise.all([run(ids), run(ids)]);
    expect(await placements(ids)).toHaveLength(20);
    expect((await facts('report.placed')).filter(({ reportId }) => ids.includes(reportId))).toHaveLength(20);
  });

  // A question about an unclear name offers places of the gazetteer; what the reporter said stays out.
  it('its facts hold no coordinates and no words of the reporter', async () => {
    const text = JSON.stringify(await facts('report.placed'));
    for (const secret of ['34.97984', '36.57503', 'حربنفسه', 'Харбнафса', 'Harb Bebsi']) expect(text).not.toContain(secret);
  });
});

describe('an import', () => {
  it('of an official outline supersedes the stand-in, and later placements use it', async () => {
    const point = { lat: 35.132, lon: 36.757, radiusM: 10 };
    const early = await reports(point);
    await run(early);
    const official = geojson(square({ ADM1_PCODE: 'SY05', ADM1_EN: 'Hama', ADM0_PCODE: 'SY' }));
    expect(await service.importZones(official, { source: 'OCHA' })).toEqual({ added: 0, superseded: 1, unchanged: 0 });
    expect(await service.importZones(official, { source: 'OCHA' })).toEqual({ added: 0, superseded: 0, unchanged: 1 });
    expect((await loadReferenceZones(app, FOLDER)).zones).toMatchObject({ added: 0, superseded: 0 });
    const late = await reports(point);
    await run(late);
    const hama = (stored: StoredPlacement[]) => stored[0]!.zones.find(({ code }) => code === 'SY05');
    expect(hama(await placements(early))?.source).toBe('STAND_IN');
    expect(hama(await placements(late))?.source).toBe('OCHA');
    expect((await facts('zones.imported')).at(-1)!.content).toMatchObject({ superseded: 1, codes: { superseded: ['SY05'] } });
  });

  it('of two maps that disagree keeps both', async () => {
    const area = (type: string, source: string) => square({ zone_code: 'DARET-AZZA', zone_type: type, map_source: source });
    await service.importZones(geojson(area('EXCLUDED_GROUP_AREA', 'RU'), area('MIXED', 'US')));
    const ids = await reports({ lat: 35.5, lon: 36.5, radiusM: 10 });
    await run(ids);
    const [stored] = await placements(ids);
    expect(stored!.zones.filter(({ code }) => code === 'DARET-AZZA').map(({ source, type }) => `${source} ${type}`).sort()).toEqual(['RU EXCLUDED_GROUP_AREA', 'US MIXED']);
  });

  it('that is refused stores nothing and names the place of the fault', async () => {
    const before = await count('zone_version');
    const bad = geojson(square({ pcode: 'SY01', level: 1 }), { properties: { pcode: 'SY02', level: 1 }, ring: [[36, 35], [37, 35], [37, 36], [36, 36]] });
    const refusal = await service.importZones(bad).catch((error: HotlineError) => error);
    expect(refusal).toMatchObject({ code: 'request.invalid', fields: [{ field: 'features[1]', problem: 'feature 1 (SY02), ring 0, point 3: does not end where it begins' }] });
    await expect(service.importZones(Buffer.from('{'))).rejects.toMatchObject({ code: 'request.malformed_json' });
    await expect(service.importZones(bad, { source: 'the map' })).rejects.toMatchObject({ fields: [{ field: 'source' }] });
    expect(await count('zone_version')).toBe(before);
  });

  it('that is a rehearsal says what would change, names the zones, and changes nothing', async () => {
    const file = geojson(square({ zone_type: 'BESIEGED', zone_code: 'REHEARSED' }));
    const before = { zones: await count('zone_version'), facts: await count('fact') };
    expect(await service.importZones(file, { source: 'OCHA', dryRun: true })).toEqual({ added: 1, superseded: 0, unchanged: 0, dryRun: true, codes: { added: ['REHEARSED'], superseded: [], unchanged: [] } });
    expect({ zones: await count('zone_version'), facts: await count('fact') }).toEqual(before);
    const known = geojson(square({ ADM1_PCODE: 'SY05', ADM1_EN: 'Hama', ADM0_PCODE: 'SY' }), square({ ADM1_PCODE: 'SY04', ADM1_EN: 'Homs', ADM0_PCODE: 'SY' }));
    expect(await service.importZones(known, { source: 'OCHA', dryRun: true })).toMatchObject({ codes: { added: [], superseded: ['SY04'], unchanged: ['SY05'] } });
    expect(await count('zone_version')).toBe(before.zones);
  });

  it('two at once of the same file store it once', async () => {
    const file = geojson(square({ zone_code: 'CALM-1', zone_type: 'LOCAL_CALM', map_source: 'US' }));
    const both = await Promise.all([service.importZones(file), service.importZones(file)]);
    expect(both.map(({ added }) => added).sort()).toEqual([0, 1]);
  });
});

describe('the list', () => {
  it('pages through current zones and filters them', async () => {
    const all = await zones.list({ limit: 1_000 });
    const paged: string[] = [];
    for (let after: { code: string; id: string } | undefined; ; ) {
      const page = await zones.list({ limit: 7, ...(after ? { after } : {}) });
      if (page.length === 0) break;
      paged.push(...page.map(({ id }) => id));
      after = page.at(-1)!;
    }
    expect(paged).toEqual(all.map(({ id }) => id));
    expect((await zones.list({ limit: 10, source: 'OCHA' })).map(({ code }) => code)).toEqual(['SY05']);
    expect((await zones.list({ limit: 50, type: 'ADMIN', level: 1 })).length).toBe(14);
  });

  it('one version is found with its outline, superseded or not', async () => {
    const [old] = await db.database.query<{ id: string }>(`SELECT id FROM zone_version WHERE zone_code = 'SY05' ORDER BY seq LIMIT 1`);
    expect(await zones.one(old!.id, null)).toMatchObject({ code: 'SY05', isCurrent: false, geometry: { type: expect.any(String) } });
    expect(await zones.one(randomUUID(), null)).toBeNull();
  });
});

it('zones and places are never changed or removed', async () => {
  await expect(db.database.query(`UPDATE zone_version SET source = ''`)).rejects.toThrow(/never changed/);
  await expect(db.database.query(`DELETE FROM place`)).rejects.toThrow(/never changed/);
});

describeWith('zones/syr_adm3_full.geojson', 'official boundaries', (file) => {
  it('import whole, once', async () => {
    expect(await service.importZones(readFileSync(file), { source: 'OCHA' })).toEqual({ added: 272, superseded: 0, unchanged: 0 });
    expect(await service.importZones(readFileSync(file), { source: 'OCHA' })).toEqual({ added: 0, superseded: 0, unchanged: 272 });
    const ids = await reports({ lat: 34.97984, lon: 36.57503, radiusM: 100 });
    await run(ids);
    expect((await placements(ids))[0]).toMatchObject({ how: 'STATED_POINT', pcode: 'SY050102' });
  });
});
