import { TestService } from '../support/test-service';

describe('zones over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ worker: false });
  });
  afterAll(() => service.stop());

  const feature = (ring: number[][], properties: object) => ({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } });
  const square = [[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]];
  const file = (...features: object[]) => ({ type: 'FeatureCollection', features });
  const official = file(feature(square, { ADM1_PCODE: 'SY05', ADM1_EN: 'Hama', ADM0_PCODE: 'SY' }));

  it('an admin imports boundaries, and a second time changes nothing', async () => {
    const first = await service.post('/v1/admin/zones?source=OCHA', 'admin', official);
    expect([first.status, first.body]).toEqual([200, { added: 0, superseded: 1, unchanged: 0 }]);
    const second = await service.post('/v1/admin/zones?source=OCHA', 'admin', official);
    expect(second.body).toEqual({ added: 0, superseded: 0, unchanged: 1 });
  });

  it.each(['monitor', 'reviewerUS', 'auditor'] as const)('%s may read zones but not import them', async (role) => {
    expect((await service.post('/v1/admin/zones', role, official)).status).toBe(403);
    expect((await service.get('/v1/zones?limit=1', role)).status).toBe(200);
  });

  it('a file with a fault is refused with feature, ring and point', async () => {
    const answer = await service.post('/v1/admin/zones', 'admin', file(feature(square.slice(0, 4), { pcode: 'SY02', level: 1 })));
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ field: 'features[0]', problem: 'feature 0 (SY02), ring 0, point 3: does not end where it begins' }]);
  });

  it('asked to, it is brought in order by the written rules, and each repair is told', async () => {
    const loose = file(feature(square.slice(0, 4), { pcode: 'SY02', level: 1, name_en: 'حلب', name_ar: 'Aleppo', NAME_EN: 'حلب', NAME_AR: 'Aleppo' }));
    const answer = await service.post('/v1/admin/zones?repair=true', 'admin', loose);
    expect(answer.body).toMatchObject({ superseded: 1, repairs: expect.arrayContaining([expect.objectContaining({ code: 'SY02', ring: 0, point: 4, rule: 'closed' }), expect.objectContaining({ code: 'SY02', rule: 'names exchanged' })]) });
    const [aleppo] = (await service.get('/v1/zones?pcode=SY02&level=1', 'auditor')).body.items;
    expect(aleppo.names).toEqual({ en: 'Aleppo', ar: 'حلب' });
  });

  it('two maps are compared: what they agree on, what they contradict, what only one shows', async () => {
    const area = (code: string, source: string, type: string, from: number) =>
      feature([[from, 35], [from + 0.2, 35], [from + 0.2, 35.1], [from, 35.1], [from, 35]], { zone_code: code, zone_type: type, map_source: source });
    const maps = [area('N', 'US', 'PROTECTED_PARTY_AREA', 38), area('N', 'RU', 'PROTECTED_PARTY_AREA', 38.1), area('W', 'RU', 'EXCLUDED_GROUP_AREA', 37.9)];
    expect((await service.post('/v1/admin/zones', 'admin', file(...maps))).body.added).toBe(3);
    const { body } = await service.get('/v1/zones/compare?a=US&b=RU', 'reviewerUS');
    expect(body).toMatchObject({ zones: { a: 1, b: 2 }, onlyA: [], onlyB: [{ share: 0.5 }, { share: 0.5 }] });
    expect(body.overlaps.map(({ agree }: { agree: boolean }) => agree).sort()).toEqual([false, true]);
    expect((await service.get('/v1/zones/compare?a=US&b=RU', 'monitor')).status).toBe(403);
    expect((await service.get('/v1/zones/compare?a=US', 'auditor')).status).toBe(400);
  });

  it('the list has no outlines and can be paged; one zone has its outline', async () => {
    const page = await service.get('/v1/zones?type=ADMIN&level=1&limit=10', 'auditor');
    expect(page.body.items).toHaveLength(10);
    expect(page.body.items[0]).not.toHaveProperty('geometry');
    const rest = await service.get(`/v1/zones?type=ADMIN&level=1&limit=10&cursor=${page.body.nextCursor}`, 'auditor');
    expect([rest.body.items.length, rest.body.nextCursor]).toEqual([4, null]);
    const one = await service.get(`/v1/zones/${page.body.items[0].id}`, 'auditor');
    expect(one.body).toMatchObject({ id: page.body.items[0].id, isCurrent: true, geometry: { coordinates: expect.any(Array) } });
  });

  it.each([
    ['/v1/zones?type=FOREST', 400],
    ['/v1/zones?level=1.5', 400],
    ['/v1/zones?limit=0', 400],
    ['/v1/zones?cursor=xyz', 400],
    ['/v1/zones?colour=red', 400],
    ['/v1/zones/42', 404],
    ['/v1/zones/00000000-0000-4000-8000-000000000000', 404],
  ])('%s is answered %d', async (path, status) => expect((await service.get(path, 'auditor')).status).toBe(status));
});
