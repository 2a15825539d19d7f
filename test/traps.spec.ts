import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '..');
const rows = readFileSync(resolve(root, 'docs/TRAPS.md'), 'utf8').split('\n').filter((line) => /^\| (?!trap \||---)/.test(line)).map((line) => line.slice(2, -2).split(' | '));
const named = rows.map(([trap, , tests = '']) => ({ trap, tests: tests.split('<br>').map((test) => /^`([^`]+)`: (.+)$/.exec(test)) }));

/** Of a test, of a table of tests, or of a case in one. */
function holdsTitle(source: string, title: string): boolean {
  return [`'${title.replaceAll("'", "\\'")}'`, `"${title}"`, `\`${title}\``].some((quoted) => source.includes(quoted));
}

describe('docs/TRAPS.md', () => {
  it('names a trap, what is done, and at least one test in each row', () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter((cells) => cells.length !== 3)).toEqual([]);
    expect(named.filter(({ tests }) => tests.length === 0 || tests.includes(null)).map(({ trap }) => trap)).toEqual([]);
  });

  it('names no test that is not there', () => {
    const absent = named.flatMap(({ tests }) =>
      tests.flatMap((test) => {
        const [, file, title] = test ?? [];
        const path = resolve(root, file ?? '');
        const isRun = /\.(spec|medium|e2e|browser)\.ts$/.test(file ?? '') && existsSync(path);
        return isRun && holdsTitle(readFileSync(path, 'utf8'), title!) ? [] : [`${file}: ${title}`];
      }),
    );
    expect(absent).toEqual([]);
  });
});
