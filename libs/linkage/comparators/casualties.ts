// casualties.ts - do the numbers of killed and wounded go together? Early counts are low, so difference weighs little.
import type { Comparator } from './comparator';

export const casualties: Comparator<'same number' | 'same small number' | 'close' | 'different' | 'very different'> = {
  name: 'casualties',
  levels: ['same number', 'same small number', 'close', 'different', 'very different'],
  compare(a, b) {
    const pair = a.killed !== null && b.killed !== null ? [a.killed, b.killed] : [a.wounded, b.wounded];
    const [left, right] = pair;
    // Nobody hurt, twice, is what most reports say: no evidence.
    if (left == null || right == null || (left === 0 && right === 0)) return null;
    const compared = `${left} and ${right} ${a.killed !== null && b.killed !== null ? 'killed' : 'wounded'}`;
    const [low, high] = [Math.min(left, right), Math.max(left, right)];
    if (low === high) return { level: low >= 4 ? 'same number' : 'same small number', compared };
    if (high - low <= 1 || high <= 1.5 * low) return { level: 'close', compared };
    if (high - low >= 5 && high >= 3 * low) return { level: 'very different', compared };
    return { level: 'different', compared };
  },
};
