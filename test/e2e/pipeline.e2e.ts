import { Redis } from 'ioredis';
import { aReport, until } from '../support';
import { TestService } from '../support/test-service';
import { kill, startWorkerProcess } from '../support/worker-process';

describe('from a report to an exported, verified incident', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(() => service.stop());

  const submit = async (as: 'monitor' | 'monitor2', change: Record<string, unknown>) => {
    const answer = await service.post('/v1/reports', as, aReport(change));
    expect(answer.status).toBe(202);
    return answer.body as { reportId: string; receipt: string };
  };
  const incidentOf = async (reportId: string) => {
    const [row] = await service.db.database.query<{ incident_id: string }>('SELECT incident_id FROM incident_report WHERE report_id = $1', [reportId]);
    return row!.incident_id;
  };

  it('scenario 1: one strike told in three languages is one incident with three explained links', async () => {
    const reports = [
      await submit('monitor', {
        language: 'ar',
        narrative: 'غارات على حربنفسه',
        occurred: { from: '2016-02-29T11:20:00+02:00', precision: 'HOUR' },
        place: { name: 'حربنفسه', radiusM: 1000 },
        weapon: 'AIR_STRIKE',
        allegedPerpetrator: undefined,
      }),
      await submit('monitor2', {
        language: 'en',
        narrative: 'Air raids, Hirbinifsah, about 11:30, maybe Russian, many planes',
        occurred: { from: '2016-02-29T11:30:00+02:00', precision: 'HOUR' },
        place: { name: 'Hirbinifsah' },
        weapon: 'AIR_STRIKE',
        allegedPerpetrator: 'Russian Aerospace Forces',
      }),
      await submit('monitor2', {
        language: 'ru',
        narrative: 'Авиаудар, Харбнафса, 12:00 (Москва)',
        occurred: { local: '2016-02-29T12:00', timeZone: 'Europe/Moscow', precision: 'HOUR' },
        place: { name: 'Харбнафса' },
        weapon: 'AIR_STRIKE',
        allegedPerpetrator: 'SAF',
      }),
    ];
    await service.settled();
    const ids = new Set(await Promise.all(reports.map(({ reportId }) => incidentOf(reportId))));
    expect(ids.size).toBe(1);
    const incident = await service.get(`/v1/incidents/${[...ids][0]}`, 'reviewerUS');
    expect(incident.body).toMatchObject({ pcode: 'SY050102', reportCount: 3, factStatus: 'VERIFIED' });
    const linked = incident.body.reports as { reportId: string; why: string }[];
    expect(linked.map(({ reportId }) => reportId).sort()).toEqual(reports.map(({ reportId }) => reportId).sort());
    expect(linked.every(({ why }) => why.length > 0)).toBe(true);
  });

  it('both reviewers see it in their queue, each files one sealed opinion, the determination comes of both', async () => {
    const [us, ru] = await Promise.all((['reviewerUS', 'reviewerRU'] as const).map((as) => service.get('/v1/incidents?queue=verified', as)));
    expect(us!.body.items.length).toBeGreaterThan(0);
    expect(us!.body.items.map(({ id }: { id: string }) => id)).toEqual(ru!.body.items.map(({ id }: { id: string }) => id));
    const path = `/v1/incidents/${us!.body.items[0].id}`;
    expect((await service.post(`${path}/opinion`, 'reviewerUS', { verdict: 'VIOLATION', reasons: 'Three independent accounts.' })).status).toBe(201);
    expect((await service.post(`${path}/opinion`, 'reviewerUS', { verdict: 'VIOLATION', reasons: 'Again.' })).status).toBe(409);
    const sealed = await service.get(path, 'reviewerRU');
    expect(sealed.text).not.toContain('Three independent accounts.');
    expect(sealed.body.determination).toBe('PENDING');
    expect((await service.post(`${path}/opinion`, 'reviewerRU', { verdict: 'VIOLATION', reasons: 'Agreed.' })).status).toBe(201);
    const revealed = await service.get(path, 'reviewerRU');
    expect(revealed.text).toContain('Three independent accounts.');
    expect(revealed.body.determination).toBe('JOINT_VIOLATION');
  });

  it('an auditor exports it in three formats', async () => {
    const csv = await service.get('/v1/exports/incidents.csv?queue=verified', 'auditor');
    expect(csv.text.split('\r\n')[1]).toContain('SY050102');
    const geojson = JSON.parse((await service.get('/v1/exports/incidents.geojson', 'auditor')).text) as { type: string; features: object[] };
    expect([geojson.type, geojson.features.length]).toEqual(['FeatureCollection', 1]);
    const ndjson = await service.get('/v1/exports/incidents.ndjson', 'auditor');
    expect(JSON.parse(ndjson.text.trim())).toMatchObject({ determination: 'JOINT_VIOLATION', reportCount: 3 });
    expect((await service.get('/v1/exports/incidents.csv', 'monitor')).status).toBe(403);
  });

  it('the reporter learns what became of it', async () => {
    const { receipt } = await submit('monitor', { occurred: { from: '2016-02-26T23:30:00+02:00' }, place: { name: 'Talbiseh' } });
    await service.settled();
    expect((await service.get(`/v1/receipts/${receipt}`, null)).body).toMatchObject({ state: 'STANDALONE', placedAt: 'SY040401', scope: 'BEFORE_EFFECTIVE' });
  });

  it('reports next to nothing from the equator are linked like others', async () => {
    const near = (lat: number, lon: number) => submit('monitor2', { place: { lat, lon, radiusM: 500 }, narrative: 'Shelling' });
    const [one, other] = [await near(Number.MIN_VALUE, Number.MIN_VALUE), await near(0, -1e-200)];
    await service.settled();
    expect(await incidentOf(one.reportId)).toBe(await incidentOf(other.reportId));
  });
});

describe('a wiped Redis and a killed worker', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ worker: false });
  });
  afterAll(() => service.stop());

  it('in the middle of a replay cost no accepted report', async () => {
    const redis = new Redis(service.settings.redisUrl);
    const reports = Array.from({ length: 300 }, (_, index) =>
      aReport({ occurred: { from: new Date(Date.UTC(2016, 2, 1 + (index % 28), index % 24)).toISOString() }, place: { lat: 34 + (index % 30) / 20, lon: 36.3 + (index % 17) / 20, radiusM: 300 } }),
    );
    let worker = await startWorkerProcess(service.settings);
    for (let from = 0; from < reports.length; from += 50) {
      await Promise.all(reports.slice(from, from + 50).map(async (report) => expect((await service.post('/v1/reports', 'monitor', report)).status).toBe(202)));
      if (from === 50 || from === 150) await redis.flushdb();
      if (from === 100 || from === 200) {
        await kill(worker);
        worker = await startWorkerProcess(service.settings);
      }
    }
    await redis.flushdb();
    await redis.quit();
    await service.settled();
    await kill(worker);
    const [row] = await service.db.database.query<{ reports: number; linked: number; listed: number }>(
      `SELECT (SELECT count(*) FROM report)::int AS reports, (SELECT count(*) FROM incident_report)::int AS linked,
              (SELECT coalesce(sum(report_count), 0) FROM docket)::int AS listed`,
    );
    expect(row).toEqual({ reports: 300, linked: 300, listed: 300 });
  });

  it('do not stop intake: a report is accepted while Redis holds nothing and no worker runs', async () => {
    const { body, status } = await service.post('/v1/reports', 'monitor', aReport());
    expect(status).toBe(202);
    await service.startWorker();
    await until('the worker has caught up', async () => (await service.get(`/v1/receipts/${body.receipt}`, null)).body.scope !== null);
  });
});
