import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { AgreementScene } from '../support/agreement-scene';
import { TestService } from '../support/test-service';

/** What would draw a map of who stands where. */
const SECRET = ['AREA-PROTECTED', 'AREA-EXCLUDED', 'AREA-MIXED'];
const PROTECTED = { lat: 34.83531, lon: 36.74187 };
const EXCLUDED = { lat: 35.61231, lon: 36.91872 };
const MIXED = { lat: 35.21113, lon: 37.31119 };
const CALM = { lat: 33.21117, lon: 36.51119 };
const FORMATS = ['csv', 'ndjson', 'geojson', 'xlsx'];

describe('what leaves the house and positions', () => {
  let service: TestService;
  let scene: AgreementScene;
  let folder: string;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hotline-positions-'));
    service = await TestService.start();
    scene = new AgreementScene(service);
    await scene.importZones(
      { ...PROTECTED, zone_type: 'PROTECTED_PARTY_AREA', zone_code: 'AREA-PROTECTED', map_source: 'US', party: 'GROUP_A', valid_from: '2016-02-27' },
      { ...EXCLUDED, zone_type: 'EXCLUDED_GROUP_AREA', zone_code: 'AREA-EXCLUDED', map_source: 'RECONCILED', valid_from: '2016-02-27' },
      { ...MIXED, zone_type: 'MIXED', zone_code: 'AREA-MIXED', map_source: 'US', valid_from: '2016-02-27' },
      { ...PROTECTED, zone_type: 'LOCAL_CALM', zone_code: 'CALM-1', map_source: 'RECONCILED', valid_from: '2016-02-27' },
      { ...CALM, zone_type: 'LOCAL_CALM', zone_code: 'CALM-2', map_source: 'RECONCILED', valid_from: '2016-02-27' },
    );
    for (const [name, point] of Object.entries({ PROTECTED, EXCLUDED, MIXED, CALM })) ids[name] = (await scene.incident({ place: { ...point, radiusM: 40 } })).id as string;
  });
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const bytes = async (path: string) => {
    const response = await fetch(service.url + path, { headers: { authorization: `Bearer ${service.tokens.auditor}` } });
    expect([path, response.status]).toEqual([path, 200]);
    return { data: Buffer.from(await response.arrayBuffer()), size: response.headers.get('hotline-checkpoint') };
  };
  const textOf = async (path: string) => {
    const { data } = await bytes(path);
    return path.includes('.xlsx') ? Object.values(unzipSync(data)).map((part) => Buffer.from(part).toString('utf8')).join('\n') : data.toString('utf8');
  };
  const rowsOf = async (query: string) => (await textOf(`/v1/exports/incidents.ndjson?${query}`)).split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);

  it('those who judge see every area, so there is something to keep', async () => {
    const zones = async (name: string) => (await service.get(`/v1/incidents/${ids[name]}`, 'reviewerUS')).body.zones as string[];
    expect([await zones('PROTECTED'), await zones('EXCLUDED'), await zones('MIXED')]).toEqual([expect.arrayContaining(['AREA-PROTECTED', 'CALM-1']), expect.arrayContaining(['AREA-EXCLUDED']), expect.arrayContaining(['AREA-MIXED'])]);
    expect((await service.get('/v1/incidents?queue=all&zone=AREA-EXCLUDED', 'reviewerRU')).body.items).toHaveLength(1);
  });

  it.each([...FORMATS.map((format) => `/v1/exports/incidents.${format}?queue=all`), '/v1/exports/incidents.publication.ndjson?queue=all', '/v1/exports/log.ndjson?redaction=publication', '/v1/exports/incidents.manifest.json?queue=all', '/v1/bulletins/2016-03-02', '/v1/bulletins/2016-03-02/page'])(
    '%s names no area of an armed party, and no point of ground that the scope speaks of',
    async (path) => {
      const text = await textOf(path);
      for (const word of [...SECRET, '35.61231', '36.91872', '35.21113', '37.31119']) expect([word, text.includes(word)]).toEqual([word, false]);
    },
  );

  it('a row names the areas that anyone may know; where the scope tells whose ground it was, or that this is open, it lies in a governorate', async () => {
    const rows = Object.fromEntries((await rowsOf('queue=all')).map((row) => [row.id, row]));
    expect(rows[ids.PROTECTED!]).toMatchObject({ scope: 'IN_SCOPE', ...PROTECTED, radiusM: 40, zones: expect.arrayContaining(['CALM-1', 'SY04']) });
    expect(rows[ids.EXCLUDED!]).toMatchObject({ scope: 'EXCLUDED_TARGET_AREA', lat: null, lon: null, radiusM: null, pcode: expect.stringMatching(/^SY\d\d$/), zones: [expect.stringMatching(/^SY\d\d$/)] });
    expect(rows[ids.MIXED!]).toMatchObject({ scope: 'UNDETERMINED_PLACE', lat: null, lon: null, radiusM: null, zones: [expect.stringMatching(/^SY\d\d$/)] });
  });

  it('no filter asks for what is not shown', async () => {
    const found = async (query: string) => (await rowsOf(`queue=all&${query}`)).map(({ id }) => id);
    for (const code of SECRET) expect(await found(`zone=${code}`)).toEqual([]);
    expect(await found('zone=CALM-1')).toEqual([ids.PROTECTED]);
    expect(await found('bbox=36.9,35.6,37,35.7')).toEqual([]);
    expect(await found('bbox=36.7,34.8,36.8,34.9')).toEqual([ids.PROTECTED]);
  });

  it('a publication may be asked for by governorate and no finer place', async () => {
    const asked = async (query: string) => {
      const { status, body } = await service.get(`/v1/exports/incidents.publication.ndjson?queue=all&${query}`, 'auditor');
      return status === 200 ? 200 : [status, body.errors?.map(({ field }: { field: string }) => field)];
    };
    expect([await asked('zone=SY04'), await asked('zone=AREA-MIXED'), await asked('zone=SY0404'), await asked('zone=CALM-1&bbox=36,35,37,36')]).toEqual([200, [400, ['zone']], [400, ['zone']], [400, ['zone', 'bbox']]]);
  });

  it('the same checkpoint gives the same bytes when an area becomes known, or secret, later', async () => {
    const before = await Promise.all(FORMATS.slice(0, 2).map((format) => bytes(`/v1/exports/incidents.${format}?queue=all`)));
    expect(await textOf('/v1/exports/incidents.csv?queue=all')).toContain('CALM-2');
    await scene.importZones({ ...CALM, zone_type: 'MIXED', zone_code: 'CALM-2', map_source: 'RECONCILED', valid_from: '2016-02-27' });
    for (const [at, { data, size }] of before.entries()) expect((await bytes(`/v1/exports/incidents.${FORMATS[at]}?queue=all&asOf=${size}`)).data.equals(data)).toBe(true);
    expect(await textOf('/v1/exports/incidents.csv?queue=all')).not.toContain('CALM-2');
  });

  describe('the log', () => {
    const verified = (incidents: string) => {
      writeFileSync(join(folder, 'incidents.ndjson'), incidents);
      const { status, stdout } = spawnSync(process.execPath, [resolve(__dirname, '../../tools/verify/verify.mjs'), 'log.ndjson', '--incidents', 'incidents.ndjson'], { cwd: folder, encoding: 'utf8' });
      return [status, /\] (every incident row.*)/.exec(stdout)?.[1]];
    };
    let incidents: string;
    beforeAll(async () => {
      const { data, size } = await bytes('/v1/exports/incidents.ndjson?queue=all');
      incidents = data.toString('utf8');
      writeFileSync(join(folder, 'log.ndjson'), (await bytes(`/v1/exports/log.ndjson?asOf=${size}`)).data);
    });

    it('proves what a row shows, and what it leaves out', () => expect(verified(incidents)).toEqual([0, 'every incident row is what the log records of it: 4 rows']));

    it.each<[string, (text: string) => string]>([
      ['names an area', (text) => text.replace('"zones":["SY', '"zones":["AREA-PROTECTED","SY')],
      ['leaves an area out', (text) => text.replace('"SY","SY04"', '"SY"')],
      ['gives another governorate', (text) => text.replace(/("lat":null.*?"pcode":")SY\d\d/, '$1SY99')],
      ['gives the point again', (text) => text.replace('"lat":null', '"lat":35.61231')],
    ])('finds out a row that %s', (_, touch) => {
      expect(touch(incidents)).not.toBe(incidents);
      expect(verified(touch(incidents))).toEqual([1, expect.stringMatching(/differs from the log/)]);
    });

    it('is whole for those who see every map, and who took it is a fact', async () => {
      const taken = await bytes('/v1/exports/log.ndjson');
      expect(taken.data.toString('utf8')).toContain('AREA-PROTECTED');
      const [fact] = await service.db.database.query<{ content: object; role: string }>(`SELECT content, a.role FROM fact JOIN account a ON a.id = actor WHERE type = 'export.made' ORDER BY fact.id DESC LIMIT 1`);
      expect(fact).toEqual({ role: 'auditor', content: { what: 'log.ndjson', redaction: 'none', checkpoint: Number(taken.size) } });
      for (const as of ['reviewerUS', 'reviewerRU', 'monitor', 'admin'] as const) expect((await service.get('/v1/exports/log.ndjson', as)).status).toBe(403);
    });
  });
});
