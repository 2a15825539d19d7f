// cases.ts - requests that nobody in his right mind would send, from the API's own description, a corpus, and reports gone wrong.
import * as fc from 'fast-check';

export interface Case {
  /** Whose token goes with it; null for none. */
  as: string | null;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Uint8Array;
}

export interface ApiDescription {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}
type Schema = { type?: string; enum?: unknown[]; example?: unknown; properties?: Record<string, Schema>; items?: Schema; $ref?: string };
interface Operation {
  parameters?: { name: string; in: string; schema?: Schema; example?: unknown }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

/** Text that has broken something somewhere: ends of types, of alphabets, of patience. */
const CORPUS = [
  '', ' ', '\u0000', '\ud800', '\udfff\ud800', '\ufeff', '\u202ecod.exe', '\u0301'.repeat(60), '٣٥', 'ﷺ', '😀'.repeat(40), '=1+1', '@SUM(A1)', "'; DROP TABLE report; --", '" OR 1=1', '../../etc/passwd',
  '%00', '%', '${7*7}', '<script>alert(1)</script>', '__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', 'true', '0', '-0', '-1', '1e999', '9'.repeat(400), '9007199254740993', '0x10',
  '2016-02-30T00:00:00Z', '2016-02-29T24:00:00Z', '0000-00-00', '+275760-09-13T00:00:00Z', '2016-03-02T09:00:00+02:00', 'Asia/Damascus', 'Mars/Olympus', 'SY01', 'SY040401', 'SAF', 'US', 'me',
  '00000000-0000-4000-8000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '36,34,37,35', '999,999,999,999', 'a'.repeat(5_000), ' '.repeat(5_000), '('.repeat(500), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
];

/** Bodies that are wrong as bytes. */
const BYTES = [
  '', '{', '[]', 'null', '"x"', '0', '{"a":1,"a":2}', '{"__proto__":{}}', '{"x":"\\u0000"}', '{"x":"\\ud800"}', '{"x":1e999}', '{"x":NaN}', '['.repeat(30_000), '{"a":'.repeat(10_000), '\n\n\n', '{}\n{}\n', '\ufeff{}', ' '.repeat(60_000),
].map((text) => Buffer.from(text)).concat([Buffer.from([0xff, 0xfe, 0x00]), Buffer.from('{"x":1}', 'utf16le'), Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]), Buffer.alloc(70_000, 'x')]);

const JSON_TYPE = 'application/json';
const TYPES = [JSON_TYPE, JSON_TYPE, JSON_TYPE, 'application/x-ndjson', 'application/geo+json', 'application/json; charset=utf-16', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'nonsense'];

const text = fc.oneof(fc.constantFrom(...CORPUS), fc.string({ unit: 'binary', maxLength: 40 }));
const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), text, fc.double(), fc.constant(null), fc.array(text, { maxLength: 3 }));

/** @param who names of those whose tokens there are */
export function casesOf(api: ApiDescription, who: readonly string[]): fc.Arbitrary<Case> {
  const operations = Object.entries(api.paths).flatMap(([template, methods]) => Object.entries(methods).map(([method, operation]) => ({ template, method: method.toUpperCase(), operation })));
  const caller = fc.oneof({ weight: 6, arbitrary: fc.constantFrom<string | null>(...who) }, { weight: 1, arbitrary: fc.constant(null) });
  const shaped = fc.constantFrom(...operations).chain(({ template, method, operation }) => {
    const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
    const described = Object.entries(operation.requestBody?.content ?? {})[0];
    return fc.record({
      as: caller,
      name: fc.oneof(fc.constantFrom(...CORPUS), fc.uuid()),
      query: fc.record(Object.fromEntries(query.map(({ name, schema, example }) => [name, fc.oneof(like(api, schema && { example, ...schema }), text)])), { requiredKeys: [] }),
      body: described ? fc.oneof({ weight: 5, arbitrary: like(api, described[1].schema).map(asBytes) }, { weight: 1, arbitrary: fc.constantFrom(...BYTES) }) : fc.constantFrom(Buffer.from('{}'), ...BYTES),
      type: fc.oneof({ weight: 8, arbitrary: fc.constant(described?.[0] ?? JSON_TYPE) }, { weight: 1, arbitrary: fc.constantFrom(...TYPES) }),
    }).map(({ as, name, query: asked, body, type }) => ({
      as,
      method,
      path: addressOf(template, name, asked),
      headers: (method === 'GET' ? {} : { 'content-type': type }) as Record<string, string>,
      ...(method === 'GET' ? {} : { body: body as Uint8Array }),
    }));
  });
  const reports = fc.array(brokenReport, { minLength: 1, maxLength: 4 }).chain((lines) =>
    fc.record({ as: caller, isBatch: fc.boolean() }).map(({ as, isBatch }) => ({
      as,
      method: 'POST',
      path: isBatch ? '/v1/reports/batch' : '/v1/reports',
      headers: { 'content-type': isBatch ? 'application/x-ndjson' : JSON_TYPE },
      body: isBatch ? Buffer.concat(lines.flatMap((line) => [asBytes(line), Buffer.from('\n')])) : asBytes(lines[0]),
    })),
  );
  return fc.oneof({ weight: 2, arbitrary: shaped }, { weight: 1, arbitrary: reports });
}

/** A good report with one to three members replaced, or with nothing wrong at all. */
const brokenReport = fc
  .tuple(fc.uuid(), fc.array(fc.tuple(fc.constantFrom('clientReportId', 'kind', 'narrative', 'language', 'act', 'weapon', 'target', 'messageStatus', 'observation', 'allegedPerpetrator', 'allegedVictim', 'convoyReference', 'unknown',
    'occurred', 'occurred.from', 'occurred.to', 'occurred.local', 'occurred.timeZone', 'occurred.precision', 'place', 'place.lat', 'place.lon', 'place.radiusM', 'place.pcode', 'place.name', 'origin', 'casualties', 'casualties.killed', 'evidence', 'contact'), fc.oneof(anything, text)), { maxLength: 3 }))
  .map(([clientReportId, changes]) => {
    const report: Record<string, unknown> = {
      clientReportId, kind: 'VIOLATION', language: 'en', narrative: 'Mortar rounds fell on the town.', occurred: { from: '2016-03-02T10:00:00+02:00', precision: 'EXACT' },
      place: { lat: 34.8353, lon: 36.7418, radiusM: 500 }, act: 'ATTACK', weapon: 'MORTAR', target: 'CIVILIAN_AREA', allegedPerpetrator: 'SAF', observation: 'SAW',
    };
    for (const [where, value] of changes) {
      const [name, member] = where.split('.') as [string, string?];
      if (!member) report[name] = value;
      else report[name] = { ...(typeof report[name] === 'object' && !Array.isArray(report[name]) ? report[name] : {}), [member]: value };
    }
    return report;
  });

/** Mostly of the shape the description gives, with nonsense in places. */
function like(api: ApiDescription, schema: Schema | undefined, depth = 0): fc.Arbitrary<unknown> {
  const known = schema?.$ref ? api.components.schemas[schema.$ref.split('/').at(-1)!] : schema;
  if (!known || depth > 4) return anything;
  if (known.enum) return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known.enum) }, { weight: 1, arbitrary: anything });
  if (known.properties) {
    const members = Object.fromEntries(Object.entries(known.properties).map(([name, member]) => [name, like(api, member, depth + 1)]));
    return fc.oneof({ weight: 6, arbitrary: fc.record(members, { requiredKeys: [] }) }, { weight: 1, arbitrary: anything });
  }
  if (known.type === 'array') return fc.oneof(fc.array(like(api, known.items, depth + 1), { maxLength: 4 }), anything);
  if (known.type === 'number' || known.type === 'integer') return fc.oneof(fc.integer(), fc.double(), anything);
  return known.example === undefined ? fc.oneof(text, anything) : fc.oneof({ weight: 3, arbitrary: fc.constant(known.example) }, { weight: 1, arbitrary: text }, { weight: 1, arbitrary: anything });
}

function addressOf(template: string, name: string, query: Record<string, unknown>): string {
  const path = template.replace(/\{\w+\}/g, encodeURIComponent(name.toWellFormed()).replaceAll('.', '%2E') || 'x');
  const search = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(String(typeof value === 'object' ? JSON.stringify(value) : value).toWellFormed()).slice(0, 6_000)}`).join('&');
  return search ? `${path}?${search}` : path;
}

function asBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value) ?? 'null');
}
