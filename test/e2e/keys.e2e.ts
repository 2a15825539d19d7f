import { aReport } from '../support';
import { TestService } from '../support/test-service';

describe('API keys', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(() => service.stop());

  const holder = { organisation: 'Third network', kind: 'MONITOR', label: 'Field desk', role: 'monitor' };
  const issue = async (change: object = {}) => {
    const answer = await service.post('/v1/admin/keys', 'admin', { holder, ...change });
    expect(answer.status).toBe(201);
    return answer.body as { kid: string; key: string };
  };
  const submit = (key: string) => service.call('POST', '/v1/reports', null, aReport(), { authorization: `Bearer ${key}` });

  it('a key brings reports; the database holds only a hash of it', async () => {
    const { key, kid } = await issue();
    expect(key).toMatch(/^cfv_live_[0-9a-f]{12}_[0-9a-f]{64}_[0-9a-f]{8}$/);
    expect((await submit(key)).status).toBe(202);
    const secret = key.split('_')[3]!;
    const [row] = await service.db.database.query<{ text: string }>('SELECT k::text AS text FROM api_key k WHERE kid = $1', [kid]);
    expect(row!.text).not.toContain(secret);
    expect((await service.get('/v1/admin/keys', 'admin')).text).not.toContain(secret);
  });

  it('does what its scopes say and no more, and never more than the role', async () => {
    const { key } = await issue({ scopes: ['zone.read', 'incident.read'] });
    const get = async (path: string) => (await service.call('GET', path, null, undefined, { authorization: `Bearer ${key}` })).status;
    expect([await get('/v1/zones?limit=1'), await get('/v1/incidents'), (await submit(key)).status]).toEqual([200, 403, 403]);
  });

  it('a revoked key opens nothing from the very next request on', async () => {
    const { key, kid } = await issue();
    for (let round = 0; round < 20; round++) expect((await submit(key)).status).toBe(202);
    expect((await service.post(`/v1/admin/keys/${kid}/revoke`, 'admin', {})).status).toBe(200);
    expect((await submit(key)).status).toBe(401);
  });

  it('an old key works during the overlap of a rotation and not after it', async () => {
    const old = await issue();
    const rotated = await service.post(`/v1/admin/keys/${old.kid}/rotate`, 'admin', { overlapHours: 1 });
    expect([(await submit(old.key)).status, (await submit(rotated.body.key)).status]).toEqual([202, 202]);
    await service.db.database.query(`UPDATE api_key SET revoked_at = now() - interval '1 s' WHERE kid = $1`, [old.kid]);
    expect([(await submit(old.key)).status, (await submit(rotated.body.key)).status]).toEqual([401, 202]);
    expect((await service.post(`/v1/admin/keys/${old.kid}/rotate`, 'admin', {})).status).toBe(409);
  });

  it('an expired key opens nothing', async () => {
    const { key, kid } = await issue({ expiresInDays: 1 });
    await service.db.database.query(`UPDATE api_key SET expires_at = now() WHERE kid = $1`, [kid]);
    expect((await submit(key)).status).toBe(401);
  });

  it('reports since a key was in other hands are put before people, and none is dropped', async () => {
    const { key, kid } = await issue();
    const before = (await submit(key)).body as { reportId: string; receivedAt: string };
    const since = new Date(new Date(before.receivedAt).getTime() + 1).toISOString();
    const after = (await submit(key)).body as { reportId: string };
    const revoked = await service.post(`/v1/admin/keys/${kid}/revoke`, 'admin', { suspectSince: since });
    expect(revoked.body.quarantinedReports).toBe(1);
    const { items } = (await service.get('/v1/admin/keys/quarantine', 'admin')).body as { items: { reportId: string }[] };
    expect(items.map(({ reportId }) => reportId)).toEqual([after.reportId]);
    const facts = await service.db.database.query<{ type: string }>('SELECT type FROM fact WHERE report_id = $1 ORDER BY id', [after.reportId]);
    expect(facts.map(({ type }) => type)).toEqual(expect.arrayContaining(['report.received', 'report.quarantined']));
  });

  describe('a report of a doubtful key', () => {
    const at = { occurred: { from: '2016-03-21T09:00:00+02:00', precision: 'EXACT' }, place: { lat: 35.9, lon: 36.6, radiusM: 300 } };
    const seen = async (id: string) => {
      const { body } = await service.get(`/v1/incidents/${id}`, 'reviewerUS');
      return { factStatus: body.factStatus, sources: body.assessment.corroboration.independentSources, notCounted: body.assessment.corroboration.notCounted };
    };
    let reportId: string;
    let kid: string;
    let incidentId: string;
    beforeAll(async () => {
      const { key, kid: named } = await issue({ holder: { ...holder, organisation: 'Fourth network' } });
      kid = named;
      await service.post('/v1/reports', 'monitor', aReport({ ...at, narrative: 'Shells came down on the market street at nine.' }));
      const forged = await service.call('POST', '/v1/reports', null, aReport({ ...at, narrative: 'I saw mortars hit the market, three people fell.' }), { authorization: `Bearer ${key}` });
      reportId = forged.body.reportId;
      await service.settled();
      const [row] = await service.db.database.query<{ id: string }>('SELECT incident_id AS id FROM incident_report WHERE report_id = $1', [reportId]);
      incidentId = row!.id;
    });

    it('verifies with another source as long as nobody doubts the key', async () => expect(await seen(incidentId)).toMatchObject({ factStatus: 'VERIFIED', sources: 2 }));

    it('is no source from the revocation on, though it stays in its incident and says so', async () => {
      await service.post(`/v1/admin/keys/${kid}/revoke`, 'admin', { suspectSince: '2016-01-01T00:00:00Z' });
      await service.settled();
      const why = { reportId, why: 'its key may have been in other hands', as: null };
      expect(await seen(incidentId)).toEqual({ factStatus: 'PENDING', sources: 1, notCounted: [why] });
    });

    it('is released by an operator alone, with a reason that is known', async () => {
      const path = `/v1/admin/keys/quarantine/${reportId}/release`;
      expect((await service.post(path, 'reviewerUS', { why: 'THE_HOLDER_CONFIRMED_IT' })).status).toBe(403);
      expect((await service.post(path, 'admin', { why: 'because' })).status).toBe(400);
      expect((await service.post('/v1/admin/keys/quarantine/nonsense/release', 'admin', { why: 'THE_HOLDER_CONFIRMED_IT' })).status).toBe(404);
    });

    it('is a source again when somebody has looked, once, and the log has it', async () => {
      const release = () => service.post(`/v1/admin/keys/quarantine/${reportId}/release`, 'admin', { why: 'THE_HOLDER_CONFIRMED_IT' });
      expect([(await release()).status, (await release()).status]).toEqual([200, 404]);
      await service.settled();
      expect(await seen(incidentId)).toEqual({ factStatus: 'VERIFIED', sources: 2, notCounted: [] });
      const facts = await service.db.database.query<{ content: object }>(`SELECT content FROM fact WHERE report_id = $1 AND type = 'report.released'`, [reportId]);
      expect(facts).toEqual([{ content: { why: 'THE_HOLDER_CONFIRMED_IT' } }]);
    });
  });

  it.each([
    ['no holder and no account', {}],
    ['a reviewer', { holder: { ...holder, role: 'reviewer' } }],
    ['an unknown scope', { holder, scopes: ['everything'] }],
    ['a list for the holder', { holder: [] }],
    ['a life of 0 days', { holder, expiresInDays: 0 }],
  ])('refuses %s', async (_, body) => expect((await service.post('/v1/admin/keys', 'admin', body)).status).toBe(400));
});

describe('too many requests', () => {
  it('are refused to the account that makes them, with 429 and a time, and to nobody else', async () => {
    const service = await TestService.start({ worker: false, settings: { ratePerMinute: 60 } });
    try {
      const answers = await Promise.all(Array.from({ length: 70 }, () => service.get('/v1/zones?limit=1', 'monitor')));
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(0);
      expect(answers.length - refused.length).toBeGreaterThanOrEqual(60);
      expect([refused[0]!.headers.get('retry-after'), refused[0]!.body.type]).toEqual(['1', 'urn:hotline:problem:request.too_many']);
      expect((await service.get('/v1/zones?limit=1', 'monitor2')).status).toBe(200);
    } finally {
      await service.stop();
    }
  });
});
