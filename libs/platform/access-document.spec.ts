import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { accessDocument } from './access-document';

describe('docs/ACCESS.md', () => {
  it('is what the access table says (npm run openapi writes it)', () => {
    expect(readFileSync(resolve(__dirname, '../../docs/ACCESS.md'), 'utf8')).toBe(accessDocument());
  });
});
