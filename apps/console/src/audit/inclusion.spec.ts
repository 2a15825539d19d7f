import { createHash } from 'node:crypto';
import { isIncluded } from './inclusion';

const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leaf = (text: string) => sha256(Buffer.from([0]), Buffer.from(text));
const node = (left: Buffer, right: Buffer) => sha256(Buffer.from([1]), left, right);

/** The tree and the paths as RFC 9162 defines them, by recursion. */
function split(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}
function root(leaves: Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0]!;
  const at = split(leaves.length);
  return node(root(leaves.slice(0, at)), root(leaves.slice(at)));
}
function path(index: number, leaves: Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const at = split(leaves.length);
  return index < at ? [...path(index, leaves.slice(0, at)), root(leaves.slice(at))] : [...path(index - at, leaves.slice(at)), root(leaves.slice(0, at))];
}
const hex = (hash: Buffer) => hash.toString('hex');

describe('a proof that a fact is in the log', () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 9, 21, 64, 65])('holds for every leaf of a log of %i, and for no other', (size) => {
    const leaves = Array.from({ length: size }, (_, index) => leaf(`fact ${index}`));
    const of = hex(root(leaves));
    for (let index = 0; index < size; index++) {
      const proof = path(index, leaves).map(hex);
      expect(isIncluded({ index, size, leafHash: hex(leaves[index]!), proof }, of)).toBe(true);
      expect(isIncluded({ index, size, leafHash: hex(leaf('another')), proof }, of)).toBe(false);
      if (size > 1) expect(isIncluded({ index: (index + 1) % size, size, leafHash: hex(leaves[index]!), proof }, of)).toBe(false);
      expect(isIncluded({ index, size, leafHash: hex(leaves[index]!), proof: [...proof, of] }, of)).toBe(false);
    }
  });
});
