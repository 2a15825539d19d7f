// category.ts - how far apart two categories stand in a taxonomy. Which categories there are is the model's business.
import type { Taxonomy } from '../model';
import type { Sighting } from '../sighting';
import type { Comparator } from './comparator';

type Kinship = 'same' | 'one is a kind of the other' | 'same family' | 'may be one' | 'different';

export const act = category('act');
export const weapon = category('weapon');
export const target = category('target');

function category(field: 'act' | 'weapon' | 'target'): Comparator<Kinship> {
  return {
    name: field,
    levels: ['same', 'one is a kind of the other', 'same family', 'may be one', 'different'],
    compare(a: Sighting, b: Sighting, { taxonomies }) {
      const [left, right] = [a[field], b[field]];
      const taxonomy = taxonomies[field];
      const [leftPath, rightPath] = [taxonomy?.paths[left ?? ''], taxonomy?.paths[right ?? '']];
      // What the taxonomy does not place (unknown, none, unmapped) says nothing.
      if (!taxonomy || !leftPath || !rightPath) return null;
      const level = kinship(leftPath, rightPath, taxonomy);
      return { level, compared: left === right ? `both ${left}` : `${left} and ${right}` };
    },
  };
}

function kinship(left: string, right: string, { mayBeOne }: Taxonomy): Kinship {
  if (left === right) return 'same';
  if (left.startsWith(`${right}/`) || right.startsWith(`${left}/`)) return 'one is a kind of the other';
  const [leftRoot, rightRoot] = [left.split('/')[0], right.split('/')[0]];
  if (leftRoot === rightRoot) return 'same family';
  const pair = mayBeOne.some((roots) => roots.includes(leftRoot!) && roots.includes(rightRoot!));
  return pair ? 'may be one' : 'different';
}
