// merkle-proof.ts - inclusion and consistency: which subtrees a proof is made of, and whether a proof holds.
import { nodeHash, splitOf, type Hash, type Range } from './merkle';

/**
 * The subtrees whose hashes prove that leaf `index` is in the tree of `size` leaves (RFC 6962, 2.1.1).
 * @throws RangeError unless 0 <= index < size
 */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!(index >= 0 && index < size)) throw new RangeError('no such leaf in this tree');
  const path = (at: number, { start, end }: Range): Range[] => {
    if (end - start === 1) return [];
    const middle = start + splitOf(end - start);
    return at < middle
      ? [...path(at, { start, end: middle }), { start: middle, end }]
      : [...path(at, { start: middle, end }), { start, end: middle }];
  };
  return path(index, { start: 0, end: size });
}

/**
 * The subtrees whose hashes prove that the tree of `from` leaves is how the tree of `to` leaves began (RFC 6962, 2.1.2).
 * Nothing needs proving from 0, or between equal sizes.
 * @throws RangeError unless 0 <= from <= to
 */
export function consistencyRanges(from: number, to: number): Range[] {
  if (!(from >= 0 && from <= to)) throw new RangeError('the earlier tree is not the smaller one');
  if (from === 0 || from === to) return [];
  const parts = (at: number, { start, end }: Range, isWhole: boolean): Range[] => {
    if (at === end) return isWhole ? [] : [{ start, end }];
    const middle = start + splitOf(end - start);
    return at <= middle
      ? [...parts(at, { start, end: middle }, isWhole), { start: middle, end }]
      : [...parts(at, { start: middle, end }, false), { start, end: middle }];
  };
  return parts(from, { start: 0, end: to }, true);
}

/** RFC 9162, 2.1.3.2. False for whatever is not a proof: wrong numbers, too many hashes, too few. */
export function holdsInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): boolean {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) return false;
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else hash = nodeHash(hash, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(root);
}

/** RFC 9162, 2.1.4.2. From an empty tree everything follows; equal sizes must have equal roots. Both without a proof. */
export function holdsConsistency(from: number, fromRoot: Hash, to: number, toRoot: Hash, proof: readonly Hash[]): boolean {
  if (!(Number.isSafeInteger(from) && from >= 0 && from <= to)) return false;
  if (from === 0) return proof.length === 0;
  if (from === to) return proof.length === 0 && fromRoot.equals(toRoot);
  const isPowerOfTwo = from === 1 || splitOf(from) * 2 === from;
  const [first, ...rest] = isPowerOfTwo ? [fromRoot, ...proof] : proof;
  if (!first) return false;
  let at = from - 1;
  let last = to - 1;
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let older = first;
  let newer = first;
  for (const hash of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      older = nodeHash(hash, older);
      newer = nodeHash(hash, newer);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else newer = nodeHash(newer, hash);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && older.equals(fromRoot) && newer.equals(toRoot);
}
