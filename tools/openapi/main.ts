// main.ts - writes docs/openapi.json from the controllers and docs/ACCESS.md from the access table, without a server: npm run openapi
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { accessDocument } from '@hotline/platform';
import { openApiDocument } from './document';

const root = resolve(__dirname, '../../..');

async function main(): Promise<void> {
  writeFileSync(resolve(root, 'docs/openapi.json'), await openApiDocument(root));
  writeFileSync(resolve(root, 'docs/ACCESS.md'), accessDocument());
  console.log('Wrote docs/openapi.json and docs/ACCESS.md.');
  process.exit(0);
}

void main();
