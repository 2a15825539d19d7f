import { mayDo, type Role } from '@hotline/platform';
import type { Tokens } from '../../apps/standalone/local-state';
import { aReport } from '../support';
import { NOWHERE, pathOf, routesOf, type Route } from '../support/routes';
import { TestService } from '../support/test-service';

jest.setTimeout(180_000);

/** As they stand in an address. PostgreSQL refuses the first and would rewrite the second; the third is no UTF-8 at all. */
const IN_ADDRESSES = ['%00', 'x%00y', '%ED%A0%80', '%FF', '%C0%80', '%u0000', '%'];

/** Routes that take no JSON object, and what they take instead. */
const OF_LINES = '/v1/reports/batch';

describe('text that nobody can keep as it is', () => {
  let service: TestService;
  let routes: Route[];
  beforeAll(async () => {
    service = await TestService.start({ worker: false, settings: { ratePerMinute: 1_000_000, strangersPerMinute: 1_000_000 } });
    routes = routesOf(service);
  });
  afterAll(() => service.stop());

  /** Somebody who may, so that what comes back is about the text. */
  const as = ({ action }: Route): keyof Tokens | null => {
    if (mayDo(null, action!)) return null;
    return (Object.keys(service.tokens) as (keyof Tokens)[]).find((name) => mayDo(name.replace(/US$|RU$|2$/, '') as Role, action!)) ?? 'admin';
  };
  const stored = async () => (await service.db.database.query<{ n: string }>('SELECT (SELECT count(*) FROM report) + (SELECT count(*) FROM fact) AS n'))[0]!.n;

  it('in the path, names nothing', async () => {
    for (const route of routes.filter(({ template }) => template.includes(':'))) {
      for (const name of IN_ADDRESSES) {
        const { status, text } = await service.call(route.method, pathOf(route, name), as(route), route.method === 'GET' ? undefined : {});
        expect([route.method, route.template, name, status < 500 && status >= 400, /FST_|stack|invalid byte/.exec(text)]).toEqual([route.method, route.template, name, true, null]);
      }
    }
  });

  it('in a filter, is refused or finds nothing', async () => {
    const { paths } = JSON.parse((await service.get('/openapi.json', null)).text) as { paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>> };
    let asked = 0;
    for (const route of routes) {
      const described = paths[route.template.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
      for (const { name } of described?.parameters?.filter((parameter) => parameter.in === 'query') ?? []) {
        for (const value of IN_ADDRESSES) {
          const { status } = await service.call(route.method, `${pathOf(route)}?${name}=${value}`, as(route), route.method === 'GET' ? undefined : {});
          expect([route.method, route.template, name, value, status < 500]).toEqual([route.method, route.template, name, value, true]);
          asked++;
        }
      }
    }
    expect(asked).toBeGreaterThan(300);
  });

  it.each(['2016-02-30T00:00:00Z', '2016-02-29T00:00:00', '2016-W09', '2016', '2016-02-29T24:00:00Z', '\u0662\u0660\u0661\u0666-02-29T00:00:00Z', 'yesterday'])('an instant that is none, %s, is refused wherever one is asked for, by name', async (instant) => {
    type Parameter = { name: string; in: string; example?: string; schema?: { example?: string } };
    const { paths } = JSON.parse((await service.get('/openapi.json', null)).text) as { paths: Record<string, Record<string, { parameters?: Parameter[] }>> };
    let asked = 0;
    for (const route of routes) {
      const { parameters = [] } = paths[route.template.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()] ?? {};
      for (const { name } of parameters.filter(({ example, schema }) => /^\d{4}-\d\d-\d\dT/.test(example ?? schema?.example ?? ''))) {
        const { status, body } = await service.call(route.method, `${pathOf(route, route.template === '/v1/parties/:code' ? 'SAF' : NOWHERE)}?${name}=${encodeURIComponent(instant)}`, as(route));
        expect([route.template, status, body.errors?.[0]?.field]).toEqual([route.template, 400, name]);
        asked++;
      }
    }
    expect(asked).toBeGreaterThan(10);
  });

  it('in a header, is refused and never reaches the database', async () => {
    for (const [name, path] of [['authorization', '/v1/me'], ['cookie', '/v1/me'], ['last-event-id', '/v1/events'], ['altcha', '/v1/public/challenge'], ['x-csrf-token', '/v1/me'], ['content-type', '/v1/me']] as const) {
      for (const value of ['\u00ff\u00fe', 'Bearer \u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff', 'hotline=\u00ed\u00a0\u0080', 'a'.repeat(9_000)]) {
        const { status } = await service.call('GET', path, name === 'authorization' ? null : 'auditor', undefined, { [name]: value });
        expect([name, value.slice(0, 20), status < 500]).toEqual([name, value.slice(0, 20), true]);
      }
    }
  });

  /** What it is, the bytes, and how the refusal names it. */
  const BODIES: [string, string | Uint8Array, RegExp][] = [
    ['a NUL', '{"x":"a\\u0000b"}', /NUL/],
    ['a NUL in a key', '{"\\u0000":1}', /NUL/],
    ['half a surrogate pair', '{"x":"\\ud83d"}', /half of a surrogate pair/],
    ['half a surrogate pair in a key', '{"\\udc00":1}', /half of a surrogate pair/],
    ['a duplicate key', '{"x":1,"x":2}', /"x\\?" appears twice/],
    ['__proto__', '{"__proto__":{"role":"admin"}}', /__proto__/],
    ['12 levels', `${'['.repeat(12)}1${']'.repeat(12)}`, /nesting is deeper than/],
    ['60 KB of braces', '{"a":'.repeat(12_000), /nesting is deeper than/],
    ['60 KB of brackets', '['.repeat(60_000), /nesting is deeper than/],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), /not valid UTF-8/],
    ['a byte order mark', '\ufeff{"x":1}', /malformed_json|is not JSON/],
    ['UTF-16', new Uint8Array(Buffer.from('{"x":1}', 'utf16le')), /malformed_json|is not JSON/],
    ['a number that is none', '{"x":NaN}', /malformed_json|is not JSON/],
    ['a comment', '{"x":1 /* 2 */}', /malformed_json|is not JSON/],
    ['a list where an object belongs', '[]', /object|FeatureCollection|list/],
    ['text where an object belongs', '"x"', /object|FeatureCollection|list/],
    ['null', 'null', /object|FeatureCollection|list/],
  ];

  it.each(BODIES)('%s in a body is refused by every route that reads one, by name, and nothing is filed', async (_, body, name) => {
    const before = await stored();
    const { paths } = JSON.parse((await service.get('/openapi.json', null)).text) as { paths: Record<string, Record<string, { requestBody?: object }>> };
    let asked = 0;
    for (const route of routes) {
      const described = paths[route.template.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
      if (!described?.requestBody || route.template === OF_LINES) continue;
      const { status, headers, text } = await service.call(route.method, `${pathOf(route)}${route.template === '/v1/admin/places' ? '?source=test' : ''}`, as(route), body);
      expect([route.method, route.template, status, headers.get('content-type')]).toEqual([route.method, route.template, expect.any(Number), 'application/problem+json; charset=utf-8']);
      // Work is asked for, a password counted and a receipt looked up before a word is read.
      expect([route.method, route.template, [400, 401, 403, 404].includes(status)]).toEqual([route.method, route.template, true]);
      if (status === 400) expect([route.method, route.template, text]).toEqual([route.method, route.template, expect.stringMatching(name)]);
      if (status === 400) asked++;
    }
    expect(asked).toBeGreaterThan(20);
    expect(await stored()).toBe(before);
  });

  it('in a line of a batch is refused, and its neighbours are filed', async () => {
    for (const [what, body, name] of BODIES) {
      const bytes = (text: string | Uint8Array) => (typeof text === 'string' ? Buffer.from(text) : Buffer.from(text));
      const good = () => Buffer.from(JSON.stringify(aReport()));
      const sent = Buffer.concat([good(), Buffer.from('\n'), bytes(body), Buffer.from('\n'), good(), Buffer.from('\n')]);
      const { status, text } = await service.call('POST', OF_LINES, 'monitor', new Uint8Array(sent), { 'content-type': 'application/x-ndjson' });
      const lines = text.trimEnd().split('\n');
      const statuses = lines.map((line) => (JSON.parse(line) as { status: number }).status);
      expect([what, status, statuses, lines[1]]).toEqual([what, 200, [202, 400, 202], expect.stringMatching(name)]);
    }
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded'],
    ['a form in parts', 'multipart/form-data; boundary=x'],
    ['plain text', 'text/plain'],
    ['XML', 'application/xml'],
    ['another charset', 'application/json; charset=utf-16'],
    ['a charset hidden behind another', 'application/json; charset=utf-8; charset=utf-16'],
    ['JSON of somebody else', 'application/vnd.api+json'],
  ])('%s is refused by every route that reads a body, whoever asks', async (_, type) => {
    for (const route of routes.filter(({ method }) => method !== 'GET')) {
      for (const name of [as(route), null]) {
        const { status } = await service.call(route.method, pathOf(route), name, '{}', { 'content-type': type });
        expect([route.method, route.template, status]).toEqual([route.method, route.template, 415]);
      }
    }
  });
});
