import { Outbox } from '@hotline/ledger';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { aReport, until } from '../support';
import { incidentOf, report } from '../support/review-scene';
import { TestService } from '../support/test-service';

describe('a report without an account', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ settings: { publicPerMinute: 8 } });
  });
  afterAll(() => service.stop());

  const encoded = (work: object) => Buffer.from(JSON.stringify(work)).toString('base64');
  const doneWork = async (): Promise<string> => {
    const challenge = (await service.get('/v1/public/challenge', null)).body as unknown as Challenge;
    return encoded({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
  };
  const bring = (altcha: string | null, body: unknown = aReport()) => service.call('POST', '/v1/public/reports', null, body, altcha === null ? {} : { altcha });

  it('is filed for work done, gives a receipt, and carries nobody\'s name', async () => {
    const { status, body } = await bring(await doneWork());
    expect(status).toBe(202);
    expect((await service.get(`/v1/receipts/${body.receipt}`, null)).status).toBe(200);
    const [row] = await service.db.database.query<{ kind: string; label: string }>(
      'SELECT o.kind, a.label FROM report r JOIN account a ON a.id = r.reporter_id JOIN organisation o ON o.id = r.source_id WHERE r.id = $1', [body.reportId]);
    expect(row).toEqual({ kind: 'PUBLIC', label: 'public' });
  });

  it('is a repeat when it is sent again, and one piece of work is good for no second report', async () => {
    const [work, sent] = [await doneWork(), aReport()];
    const first = await bring(work, sent);
    const again = await bring(work, sent);
    expect([first.status, again.status, again.body]).toEqual([202, 200, first.body]);
    expect((await bring(work, aReport())).status).toBe(422);
  });

  it('does not meet the report of another stranger who uses the same id', async () => {
    const sent = aReport();
    const [one, other] = [await bring(await doneWork(), sent), await bring(await doneWork(), sent)];
    expect([one.status, other.status, one.body.receipt === other.body.receipt]).toEqual([202, 202, false]);
  });

  it('is refused without work, with nonsense for work, with unsigned or easier work', async () => {
    const { challenge, solution } = JSON.parse(Buffer.from(await doneWork(), 'base64').toString()) as { challenge: Challenge; solution: object };
    const easier = { ...challenge, parameters: { ...challenge.parameters, cost: 1 } };
    const refused = [null, 'nonsense', encoded({}), encoded({ challenge: { ...challenge, signature: '' }, solution }), encoded({ challenge: easier, solution }), encoded({ challenge, solution: { counter: 0, derivedKey: '00' } })];
    for (const work of refused) expect([work, (await bring(work)).status]).toEqual([work, 403]);
  });

  it('is no source: with one monitor it verifies nothing', async () => {
    const at = { occurred: { from: '2016-03-25T09:00:00+02:00', precision: 'EXACT' }, place: { lat: 35.4, lon: 36.4, radiusM: 300 } };
    const known = await report(service, 'monitor', { ...at, narrative: 'Shells fell on the bridge.' });
    const unknown = await bring(await doneWork(), aReport({ ...at, narrative: 'I saw mortars strike the bridge this morning.' }));
    await service.settled();
    const id = await incidentOf(service, known.reportId);
    expect(await incidentOf(service, unknown.body.reportId)).toBe(id);
    const { body } = await service.get(`/v1/incidents/${id}`, 'secretariat');
    expect([body.factStatus, body.assessment.corroboration.notCounted]).toEqual(['PENDING', [{ reportId: unknown.body.reportId, why: 'nobody stands behind it', as: null }]]);
  });

  it('waits until no report of a monitor waits', async () => {
    await service.stopWorker();
    const unknown = await bring(await doneWork());
    const known = await report(service, 'monitor');
    const taken = await service.api.get(Outbox).take(new Map([['report.received', 1]]));
    expect(taken.map(({ subjectId }) => subjectId)).toEqual([known.reportId]);
    expect((await service.api.get(Outbox).take(new Map([['report.received', 1]]))).map(({ subjectId }) => subjectId)).toEqual([unknown.body.reportId]);
  });

  it('is refused when the public has brought what it may, while monitors go on', async () => {
    const answers: number[] = [];
    // Eight a minute flow in, the longer the work takes the more.
    while (answers.length < 60 && answers.at(-1) !== 429) answers.push((await bring(await doneWork())).status);
    expect(answers.at(-1)).toBe(429);
    expect((await service.post('/v1/reports', 'monitor', aReport())).status).toBe(202);
  });
});

describe('a flood of requests without a token', () => {
  it('is refused by address; who has a token is not', async () => {
    const service = await TestService.start({ worker: false, settings: { strangersPerMinute: 60 } });
    try {
      let named = 0; // whoever says where a request comes from is not believed
      const statuses = (await Promise.all(Array.from({ length: 80 }, () => service.call('GET', '/v1/incidents', null, undefined, { 'x-forwarded-for': `203.0.113.${named++}` })))).map(({ status }) => status);
      expect([statuses.includes(401), statuses.includes(429)]).toEqual([true, true]);
      // One a second flows in.
      await until('a receipt is not told either', async () => (await service.get('/v1/receipts/x', null)).status === 429);
      expect([(await service.get('/health/live', null)).status, (await service.post('/v1/reports', 'monitor', aReport())).status]).toEqual([200, 202]);
    } finally {
      await service.stop();
    }
  });
});
