import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';

/** From the compiled api, and from its sources under test. */
const WRITTEN = [resolve(__dirname, '../../../docs/openapi.json'), resolve(__dirname, '../../docs/openapi.json')];

/** What `npm run openapi` wrote: the compiler that reads the answers' types is not there in production. */
export async function apiDescription(): Promise<OpenAPIObject> {
  const file = WRITTEN.find((path) => existsSync(path));
  if (!file) throw new Error('The file docs/openapi.json is missing from this checkout.');
  return JSON.parse(await readFile(file, 'utf8')) as OpenAPIObject;
}
