import { ACCESS, mayDo, type Role } from '@hotline/platform';
import { NOWHERE, pathOf, routesOf, type Route } from '../support/routes';
import { TestService } from '../support/test-service';

describe('every route as every role', () => {
  let service: TestService;
  let routes: Route[];
  const bearers: { role: Role | null; token: string | null }[] = [{ role: null, token: null }];
  beforeAll(async () => {
    service = await TestService.start({ worker: false });
    routes = routesOf(service);
    for (const [name, token] of Object.entries(service.tokens)) bearers.push({ role: name.replace(/US$|RU$|2$/, '') as Role, token });
    const holder = { organisation: 'A party', kind: 'PARTY', label: 'Its liaison', role: 'liaison' };
    const liaison = await service.post('/v1/admin/keys', 'admin', { holder, scopes: Object.keys(ACCESS) });
    bearers.push({ role: 'liaison', token: liaison.body.key });
  });
  afterAll(() => service.stop());

  it('has an action: a route without one is a hole nobody looks at', () => {
    expect(routes.length).toBeGreaterThan(15);
    expect(routes.filter(({ action }) => !action || !(action in ACCESS))).toEqual([]);
  });

  it('opens to exactly the roles of its row', async () => {
    const wrong: string[] = [];
    for (const { role, token } of bearers) {
      for (const route of routes) {
        const { method, action } = route;
        const path = pathOf(route);
        const response = await fetch(service.url + path, {
          method,
          headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
          ...(method === 'GET' ? {} : { body: '{}' }),
        });
        // A stream of events would not end by itself.
        if (response.headers.get('content-type')?.startsWith('text/event-stream')) await response.body?.cancel();
        else await response.arrayBuffer();
        const expected = mayDo(role, action!) ? 'open' : role === null ? '401' : '403';
        const met = expected === 'open' ? ![401, 500].includes(response.status) : String(response.status) === expected;
        if (!met) wrong.push(`${role ?? 'anybody'} ${method} ${path}: ${response.status}, not ${expected}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has words for a caller who sends nothing at all', async () => {
    const speechless: string[] = [];
    for (const route of routes.filter(({ method }) => method !== 'GET')) {
      const { token } = bearers.find(({ role }) => mayDo(role, route.action!))!;
      const { status } = await fetch(service.url + pathOf(route), { method: route.method, headers: token ? { authorization: `Bearer ${token}` } : {} });
      if (status >= 500) speechless.push(`${route.method} ${pathOf(route)}: ${status}`);
    }
    expect(speechless).toEqual([]);
  });

  it('answers what is not there and what may not be seen with the same words', async () => {
    const missing = await service.get(`/v1/incidents/${NOWHERE}`, 'reviewerUS');
    const impossible = await service.get('/v1/incidents/not-an-id', 'reviewerUS');
    expect([missing.status, impossible.status, impossible.text]).toEqual([404, 404, missing.text]);
  });
});
