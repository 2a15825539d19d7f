// window.ts - how far apart in space and time labelled pairs were looked for.
import { distanceMetres } from '@hotline/zones';
import type { LabelledPair } from './read-records';

/**
 * The reach of the pairs labelled different. Beyond it every pair is labelled same, because nobody looked for others there:
 * a model must neither learn from that nor be scored on it. Throws when nothing was labelled different.
 */
export function windowOf(pairs: readonly LabelledPair[]): { metres: number; hours: number } {
  let [metres, hours] = [0, 0];
  for (const { a, b, same } of pairs) {
    if (same) continue;
    if (a.point && b.point) metres = Math.max(metres, distanceMetres(a.point, b.point));
    hours = Math.max(hours, Math.abs(a.from - b.from) / 3_600_000);
  }
  if (metres === 0 && hours === 0) throw new Error('No pair is labelled different: there is nothing to tell "same" from.');
  return { metres: Math.ceil(metres), hours: Math.ceil(hours) };
}
