// place-name.ts - compares the sound of two place names when the map could not tell where at least one of them is.
import { distance } from 'fastest-levenshtein';
import { soundOf } from '../words';
import type { Comparator } from './comparator';

/** Of fewer consonants, one makes another name. */
const ENOUGH = 4;

export const placeName: Comparator<'sound alike' | 'sound nearly alike' | 'sound different'> = {
  name: 'place name',
  levels: ['sound alike', 'sound nearly alike', 'sound different'],
  compare(a, b) {
    if (a.point && b.point) return null;
    const [left, right] = [soundOf(a.placeName), soundOf(b.placeName)];
    if (!left || !right) return null;
    if (left === right) return { level: 'sound alike', compared: 'the place names sound alike' };
    if (Math.min(left.length, right.length) >= ENOUGH && distance(left, right) === 1) return { level: 'sound nearly alike', compared: 'one sound tells the place names apart' };
    return { level: 'sound different', compared: 'the place names sound different' };
  },
};
