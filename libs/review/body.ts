// body.ts - a request's bytes as what the route expects.
import { parseStrictJson, validated } from '@hotline/platform';

/** Bodies arrive as bytes and go through the strict parser; a request without one has an empty body. */
export function bodyOf<T extends object>(dto: new () => T, bytes: Buffer | undefined): T {
  return validated(dto, parseStrictJson(bytes ?? Buffer.alloc(0)));
}
