// document.ts - the whole OpenAPI document: requests as Nest's decorators describe them, answers and refusals as the code gives them.
import { ModulesContainer, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ACCESS, actionOf, ERRORS, type ErrorCode } from '@hotline/platform';
import { createApi } from '../../apps/api/create-api';
import { readHandlers, type Handlers } from './handlers';
import type { Schema } from './schema-of-type';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Responses = Record<string, { description?: string; content?: unknown; $ref?: string }>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const UNVALIDATED = new Set<unknown>([String, Number, Boolean, Array, Object, Buffer, Uint8Array]);

/** The text of docs/openapi.json, from the code below `root`; no server is needed. */
export async function openApiDocument(root: string): Promise<string> {
  const nowhere = { dataDir: '.', host: '127.0.0.1', port: 0, databaseUrl: 'postgres://nowhere', redisUrl: 'redis://nowhere', secret: Buffer.alloc(32), sealRecipients: [], logLevel: 'silent' as const, poolSize: 2 };
  const app = await createApi(nowhere, { preview: true });
  return `${JSON.stringify(documentOf(app, readHandlers(root)), null, 2)}\n`;
}

function documentOf(app: NestFastifyApplication, handlers: Handlers): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Hotline')
    .setDescription('Reports of violations of a cessation of hostilities: in, matched, linked, assessed, reviewed by two co-chairs, exported.')
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const methods = methodsOf(app);
  const refusals = new Refusals();
  for (const path of Object.values(document.paths)) {
    for (const verb of METHODS) {
      const operation = path[verb];
      if (!operation) continue;
      const name = operation.operationId!.replace('_', '.');
      const handler = handlers.byName.get(name);
      const method = methods.get(name);
      if (!handler || !method) throw new Error(`${name} was not found in the code.`);
      const responses = operation.responses as Responses;
      const described = Object.keys(responses).filter((status) => Number(status) < 400);
      const usual = String(Reflect.getMetadata('__httpCode__', method.run) ?? (verb === 'post' ? 201 : 200));
      const content = contentOf(method.run, handler.answer);
      const codes = [...new Set([...handler.refusals, ...refusalsAround(verb, operation, method)])] as ErrorCode[];
      const answers = Object.fromEntries([...new Set([...described, usual])].sort().map((status) => [status, { description: responses[status]?.description ?? '', ...(content ? { content } : {}) }]));
      operation.responses = { ...answers, ...refusals.of(codes, responses, name) } as Operation['responses'];
    }
  }
  const requests = document.components!.schemas as Record<string, Schema>;
  sayNull(requests);
  const twice = Object.keys(requests).filter((name) => name in handlers.components);
  if (twice.length > 0) throw new Error(`What is sent and what is answered have the same name: ${twice.join(', ')}.`);
  document.components = { ...document.components, schemas: { ...requests, ...sorted(handlers.components) }, responses: sorted(refusals.components) } as OpenAPIObject['components'];
  return document;
}

interface Method {
  run: Function;
  parameters: unknown[];
}

function methodsOf(app: NestFastifyApplication): Map<string, Method> {
  const found = new Map<string, Method>();
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      const { name, prototype } = metatype as { name: string; prototype: Record<string, Function> };
      for (const key of Object.getOwnPropertyNames(prototype)) {
        found.set(`${name}.${key}`, { run: prototype[key]!, parameters: (Reflect.getMetadata('design:paramtypes', prototype, key) as unknown[] | undefined) ?? [] });
      }
    }
  }
  return found;
}

/** A text or a file is described by its content type alone. */
function contentOf(method: Function, answer: Schema | null): Record<string, { schema: Schema }> | null {
  if (answer) return { 'application/json': { schema: answer } };
  const [type] = (Reflect.getMetadata('swagger/apiProduces', method) as string[] | undefined) ?? [];
  if (!type) return null;
  return { [type]: { schema: /^text\/|json$/.test(type) ? { type: 'string' } : { type: 'string', format: 'binary' } } };
}

/** How a request can be refused before the handler sees it, or whatever the handler does. */
function refusalsAround(verb: string, operation: Operation, { run, parameters }: Method): ErrorCode[] {
  const action = actionOf(new Reflector(), run)!;
  const isPublic = (ACCESS[action] as readonly string[]).includes('public');
  const hasPathParameter = (operation.parameters ?? []).some((parameter) => 'in' in parameter && parameter.in === 'path');
  return [
    ...(isPublic ? [] : (['auth.required', 'auth.forbidden'] as const)),
    ...(isPublic || verb === 'get' ? [] : (['auth.csrf'] as const)),
    ...(action === 'service.health' ? [] : (['request.too_many'] as const)),
    // Fastify takes in a body of any method but GET before it asks whether the route wants one.
    ...(verb === 'get' ? [] : (['request.unsupported_media_type', 'request.too_large'] as const)),
    ...(operation.requestBody ? (['request.malformed_json'] as const) : []),
    ...(parameters.some((type) => !UNVALIDATED.has(type)) ? (['request.invalid'] as const) : []),
    ...(hasPathParameter ? (['not_found', 'request.method_or_path'] as const) : []),
    'service.unavailable',
    'internal',
  ];
}

/** Responses by status; those with the same codes are one component, named after the codes. */
class Refusals {
  readonly components: Record<string, { description: string; content: unknown }> = {};

  of(codes: ErrorCode[], described: Responses, name: string): Responses {
    const byStatus: Record<string, ErrorCode[]> = {};
    for (const code of [...codes].sort()) (byStatus[ERRORS[code][0]] ??= []).push(code);
    const unreachable = Object.keys(described).filter((status) => Number(status) >= 400 && !byStatus[status]);
    if (unreachable.length > 0) throw new Error(`${name} describes ${unreachable.join(', ')}, which it never answers.`);
    return Object.fromEntries(
      Object.entries(byStatus).map(([status, same]) => {
        const description = described[status]?.description;
        return [status, { $ref: `#/components/responses/${this.component(same)}`, ...(description ? { description } : {}) }];
      }),
    );
  }

  private component(codes: ErrorCode[]): string {
    const name = codes.join('-');
    this.components[name] ??= {
      description: codes.map((code) => `\`${code}\`: ${ERRORS[code][1]}`).join('. '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
    return name;
  }
}

/** OpenAPI 3.1 says null as JSON schema does; the decorators still say `nullable`. */
function sayNull(schemas: Record<string, Schema>): void {
  for (const { properties } of Object.values(schemas)) {
    for (const property of Object.values((properties ?? {}) as Record<string, Schema>)) {
      if (property.nullable !== true) continue;
      delete property.nullable;
      property.type = [property.type, 'null'];
      if (Array.isArray(property.enum)) property.enum = [...(property.enum as unknown[]), null];
    }
  }
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
