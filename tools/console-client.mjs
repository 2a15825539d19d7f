// console-client.mjs - the types of the console's API client, from docs/openapi.json: a route that changes fails the console's tsc.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapi, { astToString } from 'openapi-typescript';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const target = resolve(root, 'apps/console/src/api/schema.ts');
const document = JSON.parse(await readFile(resolve(root, 'docs/openapi.json'), 'utf8'));
// What has a default may be left out of a request.
const types = await openapi(document, { defaultNonNullable: false });
const text = `// schema.ts - generated from docs/openapi.json by tools/console-client.mjs; not edited.\n${astToString(types)}`;
if ((await readFile(target, 'utf8').catch(() => '')) !== text) await writeFile(target, text);
