// text.ts - do two texts say the same in the same language? Rare words tell more than common ones; across languages words say nothing.
import type { Rarity } from '../rarity';
import type { Words } from '../words';
import type { Comparator } from './comparator';

/** Fewer content words than this can neither be alike nor unlike. */
const ENOUGH = 4;
const ALIKE: Rarity = () => 1;

export const text: Comparator<'told of several places' | 'same text' | 'nearly the same text' | 'much in common' | 'some in common' | 'little in common'> = {
  name: 'words',
  levels: ['told of several places', 'same text', 'nearly the same text', 'much in common', 'some in common', 'little in common'],
  compare(a, b, _model, rarity = ALIKE) {
    const isDigest = a.isDigest === true || b.isDigest === true;
    if (isDigest && isSameText(a.words, b.words)) return { level: 'told of several places', compared: 'a text that is told of several places' };
    if (isSameText(a.words, b.words)) return { level: 'same text', compared: 'the same text' };
    if (a.words.language !== b.words.language) return null;
    if (Math.min(a.words.tokens.size, b.words.tokens.size) < ENOUGH) return null;
    const words = likeness(a.words.tokens, b.words.tokens, rarity);
    const letters = likeness(a.words.letters, b.words.letters, ALIKE);
    const compared = `${percent(words)} of the weight of the words and ${percent(letters)} of the letter groups in common`;
    if (words >= 0.8 || letters >= 0.9) return { level: 'nearly the same text', compared };
    if (words >= 0.6 || letters >= 0.75) return { level: 'much in common', compared };
    if (words >= 0.3 || letters >= 0.55) return { level: 'some in common', compared };
    return { level: 'little in common', compared };
  },
};

/** Nearly to the letter: what one hand wrote, or copied. */
export function isEcho(a: Words, b: Words): boolean {
  if (isSameText(a, b)) return true;
  return a.language === b.language && Math.min(a.tokens.size, b.tokens.size) >= ENOUGH && likeness(a.tokens, b.tokens, ALIKE) >= 0.8;
}

export function isSameText(a: Words, b: Words): boolean {
  return a.fingerprint !== null && a.fingerprint === b.fingerprint;
}

/** Dice: twice the weight of what both have over the weight of what each has. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>, rarity: Rarity): number {
  let [shared, all] = [0, 0];
  for (const item of a) {
    const weight = rarity(item);
    all += weight;
    if (b.has(item)) shared += 2 * weight;
  }
  for (const item of b) all += rarity(item);
  return all === 0 ? 0 : shared / all;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
