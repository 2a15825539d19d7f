// described-answers.ts - is an answer what docs/openapi.json says it is? Clients may read tolerantly; here nothing may be missing and nothing undeclared.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';

type Json = Record<string, unknown>;
interface Described {
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: Json }> }>;
}

const document = JSON.parse(readFileSync(resolve(__dirname, '../../docs/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Json>; responses: Record<string, Described['responses'][string]> };
};
const routes = Object.keys(document.paths).map((template) => ({ template, pattern: new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`) }));
const ajv = new Ajv2020({ allErrors: true, strict: false });
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addSchema(closed({ components: { schemas: document.components.schemas } }) as Json, 'document');
const validators = new Map<Json, ValidateFunction>();

/** The route a path belongs to, as the description writes it; null when it is not described. */
export function routeOf(method: string, path: string): string | null {
  const { pathname } = new URL(path, 'http://service');
  const found = routes.filter(({ template, pattern }) => pattern.test(pathname) && document.paths[template]![method.toLowerCase()]);
  // A word stands before a parameter: /v1/zones/compare is not a zone.
  return found.sort((one, other) => one.template.split('{').length - other.template.split('{').length)[0]?.template ?? null;
}

/** What an answer has that its description does not, or the other way round; empty when they agree. */
export function whyNotDescribed(method: string, path: string, answer: { status: number; headers: Headers; text: string }): string[] {
  const template = routeOf(method, path);
  if (!template) return [];
  const stated = document.paths[template]![method.toLowerCase()]!.responses[answer.status];
  if (!stated) return [`${method} ${template} does not describe ${answer.status}`];
  const { content } = stated.$ref ? document.components.responses[stated.$ref.split('/').at(-1)!]! : stated;
  const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
  if (!content) return answer.text === '' ? [] : [`${method} ${template} describes no content of ${answer.status}, and there is ${type}`];
  if (!content[type]) return [`${method} ${template} describes ${Object.keys(content).join(', ')} of ${answer.status}, not ${type}`];
  if (!/^application\/(problem\+)?json$/.test(type)) return [];
  const { schema } = content[type];
  const body: unknown = JSON.parse(answer.text);
  // Of several answers it could have been, what is said is about the one it comes nearest to.
  const faults = ((schema.anyOf as Json[] | undefined) ?? [schema]).map((one) => {
    const validate = validatorOf(one);
    return validate(body) ? [] : validate.errors!;
  });
  const nearest = faults.sort((one, other) => one.length - other.length)[0]!;
  return nearest.map(({ instancePath, message, params }) => `${method} ${template} ${answer.status}: ${instancePath} ${message} ${JSON.stringify(params)}`);
}

/** Every route that is described, as `GET /v1/zones`. */
export function describedRoutes(): string[] {
  return Object.entries(document.paths).flatMap(([template, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${template}`));
}

function validatorOf(schema: Json): ValidateFunction {
  if (!validators.has(schema)) validators.set(schema, ajv.compile(closed(schema) as Json));
  return validators.get(schema)!;
}

function closed(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(closed);
  const inside = Object.fromEntries(Object.entries(schema as Json).map(([key, value]) => [key, key === '$ref' ? `document${String(value)}` : closed(value)]));
  return inside.type === 'object' && inside.properties && !('additionalProperties' in inside) ? { ...inside, additionalProperties: false } : inside;
}
