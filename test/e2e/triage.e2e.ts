import { createHash } from 'node:crypto';
import { AccountRepository } from '@hotline/platform';
import { movedClock, verifiedIncident } from '../support/review-scene';
import { TestService } from '../support/test-service';

describe('the triage queue of one side', () => {
  let service: TestService;
  let minor: string;
  let grave: string;
  const colleague = 'a-second-american-reviewer';
  const asColleague = (method: string, path: string, body?: unknown) => service.call(method, path, null, body, { authorization: `Bearer ${colleague}` });
  const ids = async (query = '') => (await service.get(`/v1/triage${query}`, 'reviewerUS')).body.items.map(({ id }: { id: string }) => id);
  beforeAll(async () => {
    service = await TestService.start();
    await service.api.get(AccountRepository, { strict: false }).open({
      role: 'reviewer', side: 'US', organisation: { name: 'United States co-chair', kind: 'STATE' }, label: 'second', tokenSha256: createHash('sha256').update(colleague).digest(),
    });
    minor = await verifiedIncident(service, { occurred: { from: '2016-03-02T06:00:00+02:00', precision: 'EXACT' } });
    grave = await verifiedIncident(service, { occurred: { from: '2016-03-04T06:00:00+02:00', precision: 'EXACT' }, casualties: { killed: 12 } });
  });
  afterAll(() => service.stop());

  it('puts the grave before the minor, though it came later, and says why', async () => {
    const page = await service.get('/v1/triage', 'reviewerUS');
    expect(page.body.items.map(({ id, triage }: { id: string; triage: { why: string } }) => [id, triage.why])).toEqual([
      [grave, 'GRAVE; threat not yet looked at; then the longest waiting first'],
      [minor, 'MINOR; threat not yet looked at; then the longest waiting first'],
    ]);
  });

  it('pages stay correct while a new incident arrives', async () => {
    const first = await service.get('/v1/triage?limit=1', 'reviewerUS');
    const late = await verifiedIncident(service, { occurred: { from: '2016-03-06T06:00:00+02:00', precision: 'EXACT' }, casualties: { killed: 15 } });
    const second = await service.get(`/v1/triage?limit=1&cursor=${first.body.nextCursor}`, 'reviewerUS');
    const third = await service.get(`/v1/triage?limit=1&cursor=${second.body.nextCursor}`, 'reviewerUS');
    expect([first, second, third].map(({ body }) => body.items[0].id)).toEqual([grave, late, minor]);
    expect(third.body.nextCursor).toBeNull();
  });

  it('two reviewers of one side do not collide; the other side sees only that somebody is at work', async () => {
    const leases = await Promise.all([service.post(`/v1/incidents/${minor}/lease`, 'reviewerUS', {}), asColleague('POST', `/v1/incidents/${minor}/lease`, {})]);
    expect(leases.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [holder, other] = leases[0]!.status === 200 ? (['reviewerUS', null] as const) : ([null, 'reviewerUS'] as const);
    const act = (as: 'reviewerUS' | null, method: string, path: string, body?: unknown) => (as ? service.call(method, path, as, body) : asColleague(method, path, body));
    expect((await act(other, 'POST', `/v1/incidents/${minor}/opinion`, { verdict: 'VIOLATION', reasons: 'Mine.' })).status).toBe(409);
    const seen = await service.get(`/v1/incidents/${minor}`, 'reviewerRU');
    expect(seen.body).toMatchObject({ inReview: { US: true, RU: false }, lease: null });
    const inQueue = (await service.get('/v1/triage', 'reviewerRU')).body.items.find(({ id }: { id: string }) => id === minor);
    expect(inQueue.triage).toMatchObject({ otherSide: 'IN_REVIEW', lease: null, assignee: null });
    expect((await act(holder, 'DELETE', `/v1/incidents/${minor}/lease`)).status).toBe(204);
    expect((await act(other, 'POST', `/v1/incidents/${minor}/lease`, {})).status).toBe(200);
  });

  it('a lease ends by itself', async () => {
    const clock = movedClock(10);
    try {
      await service.post(`/v1/incidents/${grave}/lease`, 'reviewerUS', {});
      clock.forward(0.51);
      expect((await asColleague('POST', `/v1/incidents/${grave}/lease`, {})).status).toBe(200);
    } finally {
      clock.stop();
    }
  });

  it('threat and assignment order and filter this side only', async () => {
    const other = (await service.get('/v1/triage', 'reviewerRU')).text;
    expect((await service.call('PUT', `/v1/incidents/${minor}/triage`, 'reviewerUS', { threat: 'CRITICAL', assignee: 'me' })).status).toBe(200);
    expect(await ids('?assignee=me')).toEqual([minor]);
    expect((await service.get('/v1/triage?assignee=me', 'reviewerUS')).body.items[0].triage).toMatchObject({ threat: 'CRITICAL', why: expect.stringContaining('threat CRITICAL') });
    expect((await service.get('/v1/triage', 'reviewerRU')).text).toBe(other);
    expect((await service.get('/v1/triage?side=RU', 'reviewerUS')).status).toBe(403);
    expect((await service.get('/v1/triage?side=RU', 'secretariat')).status).toBe(200);
  });

  it('what one side filed leaves its queue, and nothing moves in the other', async () => {
    const other = [(await service.get('/v1/triage', 'reviewerRU')).text, (await service.get('/v1/triage/counts', 'reviewerRU')).text];
    const waiting = await ids();
    await service.call('DELETE', `/v1/incidents/${minor}/lease`, 'reviewerUS');
    await asColleague('DELETE', `/v1/incidents/${minor}/lease`);
    expect((await service.post(`/v1/incidents/${waiting[1]}/opinion`, 'reviewerUS', { verdict: 'VIOLATION', reasons: 'Seen.' })).status).toBe(201);
    expect(await ids()).toEqual(waiting.filter((id: string) => id !== waiting[1]));
    expect(await ids('?status=FILED')).toEqual([waiting[1]]);
    const after = [(await service.get('/v1/triage', 'reviewerRU')).body.items.length, (await service.get('/v1/triage/counts', 'reviewerRU')).text];
    expect(after).toEqual([JSON.parse(other[0]!).items.length, other[1]]);
  });

  it('keeps filters under names', async () => {
    expect((await service.post('/v1/triage/filters', 'reviewerUS', { name: 'Homs', query: 'zone=SY04&status=AWAITING' })).status).toBe(201);
    expect((await service.post('/v1/triage/filters', 'reviewerUS', { name: 'odd', query: 'colour=red' })).status).toBe(400);
    const { items } = (await service.get('/v1/triage/filters', 'reviewerUS')).body;
    expect(items).toMatchObject([{ name: 'Homs', query: 'zone=SY04&status=AWAITING' }]);
    expect((await service.get('/v1/triage/filters', 'reviewerRU')).body.items).toEqual([]);
    expect((await service.call('DELETE', `/v1/triage/filters/${items[0].id}`, 'reviewerUS')).status).toBe(204);
  });
});
