import { RequestMethod } from '@nestjs/common';
import { ModulesContainer, Reflector } from '@nestjs/core';
import { ACCESS, actionOf, mayDo, type Action, type Role } from '@hotline/platform';
import { TestService } from '../support/test-service';

interface Route {
  method: string;
  path: string;
  action: Action | undefined;
}

const NOWHERE = '00000000-0000-4000-8000-000000000000';

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
      for (const { method, path, action } of routes) {
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

  it('answers what is not there and what may not be seen with the same words', async () => {
    const missing = await service.get(`/v1/incidents/${NOWHERE}`, 'reviewerUS');
    const impossible = await service.get('/v1/incidents/not-an-id', 'reviewerUS');
    expect([missing.status, impossible.status, impossible.text]).toEqual([404, 404, missing.text]);
  });
});

/** From the controllers themselves, so that a route which is missing in the description is asked too. */
function routesOf(service: TestService): Route[] {
  const reflector = new Reflector();
  const routes: Route[] = [];
  for (const module of service.api.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      const base = String(Reflect.getMetadata('path', metatype as object));
      for (const name of Object.getOwnPropertyNames((metatype as { prototype: object }).prototype)) {
        const handler = (metatype as { prototype: Record<string, unknown> }).prototype[name];
        const path: unknown = typeof handler === 'function' && name !== 'constructor' ? Reflect.getMetadata('path', handler) : undefined;
        if (path === undefined) continue;
        const method = RequestMethod[Reflect.getMetadata('method', handler as object) as number]!;
        const full = `/${base}/${String(path)}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
        routes.push({ method, path: full.replace(/:\w+/g, NOWHERE), action: actionOf(reflector, handler as Function) });
      }
    }
  }
  return routes;
}
