import { ModulesContainer } from '@nestjs/core';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { getMetadataStorage } from 'class-validator';
import * as fc from 'fast-check';
import { HotlineError, validated } from '@hotline/platform';
import { TestService } from '../support/test-service';

type Class = new () => object;

const WORDS = ['', 'x', '\u0000', '\ud800', '__proto__', '1e999', '2016-02-30T00:00:00Z', '2016-03-02T09:00:00Z', 'me', 'true', 'VIOLATION', 'SY01', '00000000-0000-4000-8000-000000000000'];
const anything = fc.oneof(fc.constantFrom<unknown>(...WORDS, null, 0, -1, 1.5, 1e9, true, [], {}, [[]], [null]), fc.jsonValue({ maxDepth: 2 }), fc.string());

describe('every class that describes what may be sent', () => {
  let service: TestService;
  let classes: Class[];
  beforeAll(async () => {
    service = await TestService.start({ worker: false });
    classes = classesOf(service);
  });
  afterAll(() => service.stop());

  it('is found without being listed', () => {
    const names = classes.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['SubmitReportDto', 'PlaceDto', 'OccurredDto', 'KeyHolderDto', 'ReleaseReportDto', 'ListIncidentsQuery']));
  });

  it('refuses an instant that is none wherever it asks for one', () => {
    let asked = 0;
    // What stands in an address is asked over HTTP (hostile-text.e2e.ts): some of it is read by the handler.
    for (const dto of classes.filter(({ name }) => !/Query$|ListDto$/.test(name))) {
      const fields = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false).map(({ propertyName }) => propertyName);
      for (const name of new Set(fields)) {
        const { example } = (Reflect.getMetadata('swagger/apiModelProperties', dto.prototype as object, name) ?? {}) as { example?: unknown };
        if (typeof example !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(example)) continue;
        for (const none of ['2016-02-30T00:00:00Z', '2016-02-30T00:00', '2016-W09', '2016', 1_456_704_000, {}, []]) {
          let faults: readonly string[] = [];
          try {
            validated(dto, { [name]: none });
          } catch (error) {
            faults = (error as HotlineError).fields.map(({ field }) => field);
          }
          expect([dto.name, none, faults]).toEqual([dto.name, none, expect.arrayContaining([name])]);
          asked++;
        }
      }
    }
    expect(asked).toBeGreaterThan(10);
  });

  it('refuses nonsense with the names of fields, never fails, and loses nothing of what it takes', () => {
    let taken = 0;
    for (const dto of classes) {
      const bodies = bodiesOf(dto);
      fc.assert(
        fc.property(fc.oneof({ weight: 5, arbitrary: bodies }, { weight: 1, arbitrary: anything }), (sent) => {
          const body = JSON.parse(JSON.stringify(sent)) as unknown;
          let made: object;
          try {
            made = validated(dto, structuredClone(body));
          } catch (error) {
            if (!(error instanceof HotlineError)) throw new Error(`${dto.name}: ${String(error)}`, { cause: error });
            expect(error.fields.every(({ problem }) => problem.length > 0) && error.fields.length > 0).toBe(true);
            return;
          }
          taken++;
          const kept = JSON.parse(JSON.stringify(made)) as unknown;
          expect(kept).toEqual(body);
          expect(JSON.parse(JSON.stringify(validated(dto, kept)))).toEqual(kept);
        }),
        { numRuns: 150, seed: 20160227 },
      );
    }
    expect(taken).toBeGreaterThan(classes.length);
  });
});

/** Mostly what the description of a field leads one to send, with nonsense in places and sometimes a field that is not known. */
function bodiesOf(dto: Class): fc.Arbitrary<object> {
  const names = [...new Set(getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false).map(({ propertyName }) => propertyName))];
  const members = names.map((name) => [name, fc.oneof({ weight: 9, arbitrary: likely(dto, name) }, { weight: 1, arbitrary: anything })] as const);
  return fc.record(Object.fromEntries(members), { requiredKeys: [] }).chain((body) => fc.constantFrom<object>(body, body, body, { ...body, unknown: 1 }));
}

function likely(dto: Class, name: string): fc.Arbitrary<unknown> {
  const nested = defaultMetadataStorage.findTypeMetadata(dto, name)?.typeFunction() as Class | undefined;
  const told = (Reflect.getMetadata('swagger/apiModelProperties', dto.prototype as object, name) ?? {}) as { enum?: unknown[]; example?: unknown; isArray?: boolean };
  const type: unknown = Reflect.getMetadata('design:type', dto.prototype as object, name);
  const one = nested ? bodiesOf(nested) : told.enum ? fc.constantFrom(...told.enum) : told.example !== undefined ? fc.constant(told.example) : null;
  if (type === Array) return fc.array(one ?? fc.constantFrom(...WORDS), { maxLength: 2 });
  return one ?? (type === Number ? fc.integer({ min: 0, max: 90 }) : type === Boolean ? fc.boolean() : type === Object ? fc.constant({ any: 'thing' }) : fc.constantFrom(...WORDS.slice(-6)));
}

/** From the handlers' own parameters and descriptions, and the classes inside those. */
function classesOf(service: TestService): Class[] {
  const found = new Set<Class>();
  const add = (type: unknown) => {
    if (typeof type !== 'function' || found.has(type as Class)) return;
    const metadata = getMetadataStorage().getTargetValidationMetadatas(type as Class, '', false, false);
    if (metadata.length === 0) return;
    found.add(type as Class);
    for (const { propertyName } of metadata) add(defaultMetadataStorage.findTypeMetadata(type as Class, propertyName)?.typeFunction());
  };
  for (const module of service.api.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      const { prototype } = metatype as { prototype: object };
      for (const name of Object.getOwnPropertyNames(prototype)) {
        for (const type of (Reflect.getMetadata('design:paramtypes', prototype, name) as unknown[] | undefined) ?? []) add(type);
        const handler = (prototype as Record<string, unknown>)[name];
        const described = typeof handler === 'function' ? (Reflect.getMetadata('swagger/apiParameters', handler) as { type?: unknown }[] | undefined) : undefined;
        for (const { type } of described ?? []) add(type);
      }
    }
  }
  return [...found];
}
