import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { acceptingOf } from './decorated-rules.reader';
import { HotlineError, type FieldProblem } from './errors';
import { parseStrictJson } from './strict-json';

type Class<T> = new () => T;

/** Compiled when a class is first seen: all its decorators have run by then. */
const accepting = new Map<Class<object>, ((value: unknown) => object | null) | null>();

/**
 * The instance of `dto` that `value` describes. What is good is accepted by the compiled rules; what is not goes through
 * class-validator, which says why.
 * @throws HotlineError request.invalid naming every field that is missing, unknown or not acceptable
 */
export function validated<T extends object>(dto: Class<T>, value: unknown): T {
  if (!accepting.has(dto)) accepting.set(dto, acceptingOf(dto));
  return (accepting.get(dto)?.(value) as T | null | undefined) ?? validatedInFull(dto, value);
}

/** The same by class-validator alone. */
export function validatedInFull<T extends object>(dto: Class<T>, value: unknown): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HotlineError('request.invalid', 'A JSON object is expected.', [{ field: '', problem: 'must be an object' }]);
  }
  const instance = plainToInstance(dto, value);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (errors.length > 0) throw new HotlineError('request.invalid', undefined, errors.flatMap((error) => fieldProblems(error, '')));
  return instance;
}

function fieldProblems(error: ValidationError, parent: string): FieldProblem[] {
  const field = parent ? `${parent}.${error.property}` : error.property;
  const broken = ruleWrittenFirst(error.constraints ?? {});
  const own = broken === undefined ? [] : [{ field, problem: problemOf(error.property, broken) }];
  return [...own, ...(error.children ?? []).flatMap((child) => fieldProblems(child, field))];
}

type Broken = readonly [rule: string, message: string];

/**
 * Of the rules a value breaks, the one that stands above the others: it says what is expected, those below it say how much.
 * Decorators run from the last line to the first, so it is the last one here, apart from the validator's own word on nesting.
 */
function ruleWrittenFirst(constraints: Record<string, string>): Broken | undefined {
  const broken = Object.entries(constraints);
  return broken.findLast(([rule]) => rule !== 'nestedValidation') ?? broken[0];
}

function problemOf(property: string, [rule, message]: Broken): string {
  if (rule === 'whitelistValidation') return 'is not a known field';
  return rule === 'nestedValidation' ? 'must be an object' : message.replace(new RegExp(`^${property} `), '');
}

/** Nest's way to the same rules: a handler that declares a class gets it validated, one that declares a Buffer gets the bytes. */
@Injectable()
export class ValidatedPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    // PostgreSQL has no such text, so there is nothing of that name.
    if (type === 'param' && typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) throw new HotlineError('not_found');
    if (metatype === Buffer) return value ?? Buffer.alloc(0); // who sends nothing sends no bytes
    if (type === 'custom' || !metatype || NATIVE.has(metatype)) return value;
    return validated(metatype as Class<object>, type === 'body' && Buffer.isBuffer(value) ? parseStrictJson(value) : (value ?? {}));
  }
}

const NATIVE = new Set<unknown>([String, Number, Boolean, Array, Object, Uint8Array]);
