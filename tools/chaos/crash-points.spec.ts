import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { crashPointsPage } from './crash-points';

describe('docs/CRASH-POINTS.md', () => {
  it('is what the table says (npm run states writes it)', () => {
    expect(readFileSync(resolve(__dirname, '../../docs/CRASH-POINTS.md'), 'utf8')).toBe(crashPointsPage());
  });
});
