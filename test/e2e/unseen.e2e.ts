import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { AgreementScene } from '../support/agreement-scene';
import { incidentOf, report } from '../support/review-scene';
import { TestService } from '../support/test-service';

/** What is there and not for the caller, beside what is not there at all. */
interface Hidden {
  method: string;
  path: (id: string) => string;
  as: string;
  hidden: string;
  body?: object;
}

describe('what one may not see', () => {
  let service: TestService;
  const found: Record<string, Hidden> = {};
  const keys: Record<string, string> = {};
  beforeAll(async () => {
    service = await TestService.start();
    const scene = new AgreementScene(service);
    const area = await scene.importZones({ lat: 35, lon: 36.5, zone_type: 'PROTECTED_PARTY_AREA', zone_code: 'HIDDEN', map_source: 'US', party: 'GROUP_A', valid_from: '2016-02-27' });
    expect(area.status).toBe(200);
    const [zone] = (await service.get('/v1/zones?type=PROTECTED_PARTY_AREA', 'auditor')).body.items as [{ id: string }];
    for (const party of ['SAF', 'GROUP_B']) {
      const holder = { organisation: `Of ${party}`, kind: 'PARTY', partyCode: party, label: party, role: 'liaison' };
      keys[party] = (await service.post('/v1/admin/keys', 'admin', { holder, scopes: ['information.read', 'information.reply', 'liaison.read', 'zone.read'] })).body.key as string;
    }
    const { reportId, receipt } = await report(service, 'monitor', {});
    const other = await report(service, 'monitor2', { occurred: { from: '2016-03-09T10:00:00Z' } });
    await service.settled();
    const incident = await incidentOf(service, reportId);
    const toParty = (await service.post(`/v1/incidents/${incident}/information-requests`, 'reviewerUS', { party: 'SAF', question: 'Whose hill was it?' })).body.id as string;
    const toReporter = (await service.post(`/v1/incidents/${incident}/information-requests`, 'reviewerUS', { reportId, question: 'Did you see it?' })).body.id as string;
    const filter = (await service.post('/v1/triage/filters', 'reviewerUS', { name: 'mine', query: 'limit=5' })).body.id as string;
    expect([receipt, toParty, toReporter, filter, zone?.id].every((id) => typeof id === 'string')).toBe(true);
    found['an area of an armed party, to a monitor'] = { method: 'GET', path: (id) => `/v1/zones/${id}`, as: service.tokens.monitor, hidden: zone.id };
    found["an area of another party, to a party's liaison"] = { method: 'GET', path: (id) => `/v1/zones/${id}`, as: keys.GROUP_B!, hidden: zone.id };
    found['a question to another party'] = { method: 'POST', path: (id) => `/v1/information-requests/${id}/reply`, as: keys.GROUP_B!, hidden: toParty, body: { text: 'Not us.' } };
    found['a saved filter of the other side'] = { method: 'DELETE', path: (id) => `/v1/triage/filters/${id}`, as: service.tokens.reviewerRU, hidden: filter };
    found["a question to another reporter, under one's own receipt"] = { method: 'POST', path: () => `/v1/receipts/${other.receipt}/answers`, as: '', hidden: toReporter, body: { text: 'I did.' } };
    await service.settled();
    await service.stopWorker(); // nothing but the request asks the database from here on
  });
  afterAll(() => service.stop());

  const NAMES = ['an area of an armed party, to a monitor', "an area of another party, to a party's liaison", 'a question to another party', 'a saved filter of the other side', "a question to another reporter, under one's own receipt"];

  /** Everything a caller can compare: status, words, headers, and how much was asked of the database. */
  const answerTo = async ({ method, path, as, body }: Hidden, id: string) => {
    const asked = jest.spyOn(Client.prototype, 'query');
    try {
      const response = await fetch(service.url + path(id), {
        method,
        headers: { ...(as ? { authorization: `Bearer ${as}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify({ ...body, ...(path(id).includes('receipts') ? { requestId: id } : {}) }) } : {}),
      });
      const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'date'));
      return { status: response.status, headers, text: await response.text(), statements: asked.mock.calls.map(([query]) => (typeof query === 'string' ? query : ((query as { text?: string }).text ?? ''))).filter(Boolean) };
    } finally {
      asked.mockRestore();
    }
  };

  it.each(NAMES)('%s, is answered like what is not there: the same status, words, headers and questions to the database', async (name) => {
    const one = found[name]!;
    await answerTo(one, randomUUID()); // statements that a connection prepares once are prepared
    const [hidden, missing] = [await answerTo(one, one.hidden), await answerTo(one, randomUUID())];
    expect(missing.status).toBe(404);
    expect(missing.statements.length).toBeGreaterThan(0);
    expect(hidden).toEqual(missing);
    expect(hidden.text).not.toContain(one.hidden);
  });

  it.each([
    ['not an id', '/v1/incidents/not-an-id'],
    ['an id of nothing', '/v1/incidents/00000000-0000-4000-8000-000000000000'],
    ['an id with a NUL', '/v1/incidents/%00'],
    ['half a character', '/v1/incidents/%ED%A0%80'],
  ])('an incident under %s is not there', async (_, path) => {
    const { status, text } = await service.get(path, 'reviewerUS');
    expect([status, JSON.parse(text)]).toEqual([404, { type: 'urn:hotline:problem:not_found', title: 'No such thing, or not visible to you', status: 404 }]);
  });
});
