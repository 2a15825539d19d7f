// convoy.ts - two reports of one named convoy. A convoy moves, so its agreement stands in for the place.
import type { Comparator } from './comparator';

export const convoy: Comparator<'same convoy' | 'other convoy'> = {
  name: 'convoy',
  levels: ['same convoy', 'other convoy'],
  compare(a, b) {
    const [left, right] = [convoyKey(a.convoy), convoyKey(b.convoy)];
    if (!left || !right) return null;
    if (left === right) return { level: 'same convoy', compared: 'the same convoy reference' };
    return { level: 'other convoy', compared: 'two convoy references' };
  },
};

/** A reference without the punctuation and case people vary. */
export function convoyKey(reference: string | null): string | null {
  return (
    reference
      ?.normalize('NFKC')
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]/gu, '') || null
  );
}
