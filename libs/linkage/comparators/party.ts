// party.ts - are two mentions the same party? Aliases were resolved before; who is blamed differs honestly, so nothing vetoes.
import { distance } from 'fastest-levenshtein';
import type { Taxonomy } from '../model';
import type { Mention, Sighting } from '../sighting';
import { plainText } from '@hotline/platform';
import { soundOf } from '../words';
import type { Comparator } from './comparator';

type Likeness = 'same party' | 'same side' | 'allied side' | 'same words' | 'sound alike' | 'other party' | 'other side';

export const perpetrator = party('perpetrator');
export const victim = party('victim');

function party(role: 'perpetrator' | 'victim'): Comparator<Likeness> {
  return {
    name: role,
    levels: ['same party', 'same side', 'allied side', 'same words', 'sound alike', 'other party', 'other side'],
    compare(a: Sighting, b: Sighting, { taxonomies }) {
      const [left, right] = [a[role], b[role]];
      if (!left || !right) return null;
      const level = likeness(left, right, taxonomies['side']?.mayBeOne ?? []);
      return level
        ? { level, compared: `${left.code ?? 'a name not in the registry'} and ${right.code ?? 'a name not in the registry'}` }
        : null;
    },
  };
}

/** `allied`: sides that fight together, so that one eyewitness may take the other for it. */
function likeness(a: Mention, b: Mention, allied: Taxonomy['mayBeOne']): Likeness | null {
  if (a.code && a.code === b.code) return 'same party';
  if (plainText(a.text) === plainText(b.text)) return 'same words';
  if (!a.code || !b.code) return soundAlike(a.text, b.text) ? 'sound alike' : null;
  if (!isKnown(a.side) || !isKnown(b.side)) return 'other party';
  if (a.side === b.side) return 'same side';
  return allied.some((sides) => sides.includes(a.side!) && sides.includes(b.side!)) ? 'allied side' : 'other side';
}

/** One name in two scripts, or with a slip or two. Only likeness tells: two names may be one party. */
function soundAlike(a: string, b: string): boolean {
  const [left, right] = [soundOf(a), soundOf(b)];
  return left !== null && right !== null && distance(left, right) <= Math.floor(Math.max(left.length, right.length) / 6);
}

function isKnown(side: string | null): boolean {
  return side !== null && side !== 'UNKNOWN';
}
