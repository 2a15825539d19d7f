// place-name.ts - compares the sound of two place names when the map could not tell where at least one of them is.
import { soundOf } from '../words';
import type { Comparator } from './comparator';

export const placeName: Comparator<'sound alike' | 'sound different'> = {
  name: 'place name',
  levels: ['sound alike', 'sound different'],
  compare(a, b) {
    if (a.point && b.point) return null;
    const [left, right] = [soundOf(a.placeName), soundOf(b.placeName)];
    if (!left || !right) return null;
    if (left === right) return { level: 'sound alike', compared: 'the place names sound alike' };
    return { level: 'sound different', compared: 'the place names sound different' };
  },
};
