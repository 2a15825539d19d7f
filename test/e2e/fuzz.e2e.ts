import * as fc from 'fast-check';
import { aReport } from '../support';
import { TestService } from '../support/test-service';

/** Requests per route and kind of nonsense; the seed is fixed, so that what fails can be run again. */
const RUNS = 30;
const SEED = 20160227;

type Schema = { type?: string; enum?: unknown[]; properties?: Record<string, Schema>; items?: Schema; $ref?: string };
interface Operation {
  parameters?: { name: string; in: string; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

describe('nonsense of every kind', () => {
  let service: TestService;
  let document: { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } };
  beforeAll(async () => {
    service = await TestService.start({ worker: false });
    document = JSON.parse((await service.get('/openapi.json', null)).text);
  });
  afterAll(() => service.stop());

  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('', '\u0000', '\ud800', '=1+1', "'; DROP TABLE report; --", '../../etc/passwd', '٣٥', '9'.repeat(400), '1e999', '-0', 'null', '2016-02-30T00:00:00Z'));
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), text, fc.double(), fc.constant(null), fc.array(fc.anything({ maxDepth: 1, values: [text] }), { maxLength: 3 }));
  /** Mostly of the shape the description gives, with nonsense in places. */
  const like = (schema: Schema | undefined, depth = 0): fc.Arbitrary<unknown> => {
    const known = schema?.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!] : schema;
    if (!known || depth > 4) return anything;
    if (known.enum) return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known.enum) }, { weight: 1, arbitrary: anything });
    if (known.properties) {
      const members = Object.fromEntries(Object.entries(known.properties).map(([name, member]) => [name, like(member, depth + 1)]));
      return fc.oneof({ weight: 6, arbitrary: fc.record(members, { requiredKeys: [] }) }, { weight: 1, arbitrary: anything });
    }
    if (known.type === 'array') return fc.oneof(fc.array(like(known.items, depth + 1), { maxLength: 4 }), anything);
    if (known.type === 'number' || known.type === 'integer') return fc.oneof(fc.integer(), fc.double(), anything);
    return fc.oneof(text, anything);
  };

  it('never gets an answer of 500 or a word about our inside', async () => {
    const found: string[] = [];
    let asked = 0;
    const ask = async (method: string, path: string, body: string | undefined) => {
      const as = method === 'GET' ? 'auditor' : path.includes('/admin/') ? 'admin' : path.includes('/reports') ? 'monitor' : 'reviewerUS';
      const answer = await service.call(method, path, as, body).catch((error: Error) => ({ status: 599, text: error.message }));
      asked++;
      if (answer.status >= 500 || /node_modules|\bat \w+ \(|\/libs\/|127\.0\.0\.1|QueryFailed|SELECT |syntax error/.test(answer.status >= 400 ? answer.text : '')) {
        found.push(`${method} ${path} ${body?.slice(0, 200)} -> ${answer.status} ${answer.text.slice(0, 200)}`);
      }
    };
    for (const [template, methods] of Object.entries(document.paths)) {
      if (template === '/metrics' || template.startsWith('/health')) continue;
      for (const [method, operation] of Object.entries(methods)) {
        const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
        const requests = fc.record({
          path: text,
          query: fc.record(Object.fromEntries(query.map(({ name, schema }) => [name, fc.oneof(like(schema), text)])), { requiredKeys: [] }),
          body: like(Object.values(operation.requestBody?.content ?? {})[0]?.schema),
        });
        for (const request of fc.sample(requests, { numRuns: RUNS, seed: SEED })) {
          const path = template.replace(/\{\w+\}/g, encodeURIComponent(request.path.toWellFormed()) || 'x');
          const search = Object.entries(request.query).map(([name, value]) => `${name}=${encodeURIComponent(String(typeof value === 'object' ? JSON.stringify(value) : value).toWellFormed())}`).join('&');
          await ask(method.toUpperCase(), search ? `${path}?${search}` : path, method === 'get' ? undefined : String(JSON.stringify(request.body)).slice(0, 60_000));
        }
      }
    }
    const fields = Object.keys(aReport());
    for (const [field, value] of fc.sample(fc.tuple(fc.constantFrom(...fields), anything), { numRuns: 600, seed: SEED })) {
      await ask('POST', '/v1/reports', JSON.stringify({ ...aReport(), [field]: value }));
    }
    expect(found).toEqual([]);
    expect(asked).toBeGreaterThan(1_000);
  });
});
