// text.ts - do two texts say the same in the same language? Across languages words say nothing.
import type { Words } from '../words';
import type { Comparator } from './comparator';

/** Fewer content words than this can neither be alike nor unlike. */
const ENOUGH = 4;

export const text: Comparator<'told of several places' | 'same text' | 'nearly the same text' | 'much in common' | 'some in common' | 'little in common'> = {
  name: 'words',
  levels: ['told of several places', 'same text', 'nearly the same text', 'much in common', 'some in common', 'little in common'],
  compare(a, b) {
    const isDigest = a.isDigest === true || b.isDigest === true;
    if (isDigest && isSameText(a.words, b.words)) return { level: 'told of several places', compared: 'a text that is told of several places' };
    if (isSameText(a.words, b.words)) return { level: 'same text', compared: 'the same text' };
    if (a.words.language !== b.words.language) return null;
    if (Math.min(a.words.tokens.size, b.words.tokens.size) < ENOUGH) return null;
    const share = likeness(a.words.tokens, b.words.tokens);
    const compared = `${Math.round(share * 100)} % of the words in common`;
    if (share >= 0.8) return { level: 'nearly the same text', compared };
    if (share >= 0.6) return { level: 'much in common', compared };
    if (share >= 0.3) return { level: 'some in common', compared };
    return { level: 'little in common', compared };
  },
};

/** Nearly to the letter: what one hand wrote, or copied. */
export function isEcho(a: Words, b: Words): boolean {
  if (isSameText(a, b)) return true;
  return a.language === b.language && Math.min(a.tokens.size, b.tokens.size) >= ENOUGH && likeness(a.tokens, b.tokens) >= 0.8;
}

export function isSameText(a: Words, b: Words): boolean {
  return a.fingerprint !== null && a.fingerprint === b.fingerprint;
}

/** Dice: twice the shared words over all words. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const token of a) if (b.has(token)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}
