import fc from 'fast-check';
import { editDistance, likeness } from './edit-distance';

/** The whole table, as in the books. */
function byTheBook(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const costs = [table[i - 1]![j]! + 1, table[i]![j - 1]! + 1, table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) costs.push(table[i - 2]![j - 2]! + 1);
      table[i]![j] = Math.min(...costs);
    }
  }
  return table[a.length]![b.length]!;
}

describe('edit distance', () => {
  it.each([
    ['talbiseh', 'talbiseh', 0],
    ['talbiseh', 'talbise', 1],
    ['talbiseh', 'talbizeh', 1],
    ['talbiseh', 'tablisehh', 2],
    ['talbiseh', 'tablisehhhhh', 4],
    ['rastan', 'rsatan', 1],
    ['', 'ab', 2],
  ])('%s and %s are %d apart', (a, b, slips) => {
    expect(editDistance(a, b, 3)).toBe(slips);
    expect(editDistance(b, a, 3)).toBe(slips);
  });

  it('agrees with the whole table, and stops at the limit', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 12 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 6 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(byTheBook(a, b), limit + 1));
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not fall over a very long text', () => {
    expect(editDistance('a'.repeat(5_000), 'a'.repeat(5_000), 3)).toBe(0);
  });

  it('says how alike two words are, and nothing of words too far apart', () => {
    expect(likeness('talbiseh', 'talbizeh', 3)).toBe(0.875);
    expect(likeness('talbiseh', 'qamishli', 3)).toBe(0);
    expect(likeness('', '', 3)).toBe(0);
  });
});
