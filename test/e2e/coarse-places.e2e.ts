import type { Tokens } from '../../apps/standalone/local-state';
import { aReport } from '../support';
import { incidentOf, report } from '../support/review-scene';
import { TestService } from '../support/test-service';

const EXACT = { lat: 34.83531, lon: 36.74187, radiusM: 40 };
const COARSE = { lat: 34.835, lon: 36.745, radiusM: 828 };

describe('where it happened', () => {
  let service: TestService;
  let id: string;
  beforeAll(async () => {
    service = await TestService.start();
    const told = { place: EXACT, origin: { lat: 34.91237, lon: 36.61233, radiusM: 40 } };
    const first = await report(service, 'monitor', told);
    await report(service, 'monitor2', aReport({ ...told, narrative: 'I heard three launches and then the roof was gone.' }));
    await service.settled();
    id = await incidentOf(service, first.reportId);
  });
  afterAll(() => service.stop());

  type Role = keyof Tokens;
  const placeIn = ({ lat, lon, radiusM }: Record<string, unknown>) => ({ lat, lon, radiusM });
  const PATHS = () => ['/v1/incidents?queue=all', `/v1/incidents/${id}`, `/v1/incidents/${id}/assessments`, `/v1/incidents/${id}?asKnownAt=2100-01-01T00:00:00Z`, '/v1/triage?side=US'];

  it.each<[Role, typeof EXACT]>([
    ['reviewerUS', COARSE],
    ['reviewerRU', COARSE],
    ['secretariat', EXACT],
    ['auditor', EXACT],
  ])('is shown to %s as policy says, in the list, in the incident and of each report', async (as, place) => {
    const { body: list } = await service.get('/v1/incidents?queue=all', as);
    const { body: incident } = await service.get(`/v1/incidents/${id}`, as);
    expect([placeIn(list.items[0]), placeIn(incident), ...incident.reports.map((each: { place: Record<string, unknown> }) => placeIn(each.place))]).toEqual([place, place, place, place]);
  });

  it('stands exactly in nothing that a reviewer can read', async () => {
    for (const path of PATHS()) {
      const { status, text } = await service.get(path, 'reviewerUS');
      expect([path, status, /(?<!\d:)(34\.8353|36\.7418|34\.912|36\.612)/.exec(text)]).toEqual([path, 200, null]); // behind "17:35:" stand seconds and no place
    }
  });

  it('is judged on the exact point all the same', async () => {
    const zonesSeenBy = async (as: Role) => (await service.get(`/v1/incidents/${id}`, as)).body.zones;
    expect(await zonesSeenBy('reviewerUS')).toEqual(await zonesSeenBy('auditor'));
    const [stored] = await service.db.database.query<{ lat: number; lon: number }>('SELECT lat, lon FROM incident WHERE id = $1', [id]);
    expect(stored).toEqual({ lat: EXACT.lat, lon: EXACT.lon });
  });

  it('cannot be found out with boxes that grow smaller', async () => {
    const found = async (as: Role, bbox: string) => (await service.get(`/v1/incidents?queue=all&bbox=${bbox}`, as)).body.items.length;
    const [around, beside] = ['36.741,34.835,36.742,34.836', '36.743,34.832,36.744,34.833'];
    expect([await found('auditor', around), await found('auditor', beside)]).toEqual([1, 0]);
    expect([await found('reviewerUS', around), await found('reviewerUS', beside), await found('reviewerUS', '36.75,34.83,36.76,34.84')]).toEqual([1, 1, 0]);
  });

  it('leaves in exports as the log proves it, and exports are not for reviewers', async () => {
    expect((await service.get('/v1/exports/incidents.ndjson', 'reviewerRU')).status).toBe(403);
    expect((await service.get('/v1/exports/incidents.ndjson?queue=all', 'auditor')).text).toContain(String(EXACT.lat));
  });

  it.each(['PROTECTED_PARTY_AREA', 'EXCLUDED_GROUP_AREA', 'MIXED'])('no export carries the outline of an area of the type %s', async (zone_type) => {
    const ring = [[36.7111, 34.8111], [36.7999, 34.8111], [36.7999, 34.8999], [36.7111, 34.8999], [36.7111, 34.8111]];
    const properties = { zone_code: `SECRET-${zone_type}`, zone_type, map_source: 'US', valid_from: '2016-02-27', name_en: 'Where they stand' };
    const imported = await service.post('/v1/admin/zones', 'admin', { type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }] });
    expect([imported.status, imported.text]).toEqual([expect.any(Number), expect.not.stringContaining('problem')]);
    await service.settled();
    for (const path of ['incidents.csv', 'incidents.ndjson', 'incidents.geojson', 'log.ndjson']) {
      const { status, text } = await service.get(`/v1/exports/${path}`, 'auditor');
      expect([path, status, /36\.7111|34\.8999|Where they stand/.exec(text)]).toEqual([path, 200, null]);
    }
  });
});
