// party.ts - are two mentions the same party? Aliases were resolved before; who is blamed differs honestly, so nothing vetoes.
import type { Mention, Sighting } from '../sighting';
import { normalise } from '../words';
import type { Comparator } from './comparator';

type Likeness = 'same party' | 'same side' | 'same words' | 'other party' | 'other side';

export const perpetrator = party('perpetrator');
export const victim = party('victim');

function party(role: 'perpetrator' | 'victim'): Comparator<Likeness> {
  return {
    name: role,
    levels: ['same party', 'same side', 'same words', 'other party', 'other side'],
    compare(a: Sighting, b: Sighting) {
      const [left, right] = [a[role], b[role]];
      if (!left || !right) return null;
      const level = likeness(left, right);
      return level
        ? { level, compared: `${left.code ?? 'a name not in the registry'} and ${right.code ?? 'a name not in the registry'}` }
        : null;
    },
  };
}

function likeness(a: Mention, b: Mention): Likeness | null {
  if (a.code && a.code === b.code) return 'same party';
  if (normalise(a.text) === normalise(b.text)) return 'same words';
  if (!a.code || !b.code) return null;
  if (!isKnown(a.side) || !isKnown(b.side)) return 'other party';
  return a.side === b.side ? 'same side' : 'other side';
}

function isKnown(side: string | null): boolean {
  return side !== null && side !== 'UNKNOWN';
}
