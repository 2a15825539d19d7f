import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { openApiDocument } from './document';

const root = resolve(__dirname, '../..');

it('docs/openapi.json is what the code says (npm run openapi writes it)', async () => {
  expect(await openApiDocument(root)).toBe(readFileSync(resolve(root, 'docs/openapi.json'), 'utf8'));
}, 120_000);
