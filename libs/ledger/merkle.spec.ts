import fc from 'fast-check';
import { CompactRange, EMPTY_ROOT, leafHash, nodeHash, rangeHash, rootOf, splitOf, type Hash } from './merkle';
import { consistencyRanges, holdsConsistency, holdsInclusion, inclusionRanges } from './merkle-proof';
import vectors from './merkle.vectors.json';
import { appended, edgeOf, keyOf, nodesOf, tilesFor } from './tiles';

const hex = (text: string) => Buffer.from(text, 'hex');
const leaves = vectors.leaves.map((leaf) => leafHash(hex(leaf)));
const roots = vectors.roots.map(hex);

/** The definition, word for word: the oracle of the property tests. */
function treeHash(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return EMPTY_ROOT;
  if (hashes.length === 1) return hashes[0]!;
  const k = splitOf(hashes.length);
  return nodeHash(treeHash(hashes.slice(0, k)), treeHash(hashes.slice(k)));
}
const someLeaves = (count: number) => Array.from({ length: count }, (_, at) => leafHash(`leaf ${at}`));
const tilesOf = (hashes: readonly Hash[], steps: readonly number[]) => {
  const tiles = new Map<string, Buffer>();
  let size = 0;
  for (const step of [...steps, hashes.length]) {
    const edge = new Map(edgeOf(size).map((id) => [keyOf(id), tiles.get(keyOf(id))!]));
    const fresh = hashes.slice(size, size + step);
    for (const [key, tile] of appended(size, fresh, edge)) tiles.set(key, tile);
    size += fresh.length;
  }
  return tiles;
};

describe('the vectors of RFC 6962', () => {
  it.each(roots.map((root, size) => [size, root.toString('hex')]))('the root over %i leaves', (size, root) => {
    expect(rootOf(leaves.slice(0, size as number)).toString('hex')).toBe(root);
  });

  it('every inclusion proof is made and holds', () => {
    for (const { index, size, proof } of vectors.inclusion) {
      const nodeOf = nodesOf(tilesOf(leaves, []));
      expect(inclusionRanges(index, size).map((range) => rangeHash(range, nodeOf).toString('hex'))).toEqual(proof);
      expect(holdsInclusion(leaves[index]!, index, size, proof.map(hex), roots[size]!)).toBe(true);
    }
  });

  it('every consistency proof is made and holds', () => {
    for (const { from, to, proof } of vectors.consistency) {
      const nodeOf = nodesOf(tilesOf(leaves, []));
      expect(consistencyRanges(from, to).map((range) => rangeHash(range, nodeOf).toString('hex'))).toEqual(proof);
      expect(holdsConsistency(from, roots[from]!, to, roots[to]!, proof.map(hex))).toBe(true);
    }
  });

  it('a proof that was touched anywhere does not hold', () => {
    const spoilt = (proof: readonly string[]) => [
      ...proof.map((_, at) => proof.map((hash, index) => (index === at ? roots[3]! : hex(hash)))),
      ...proof.map((_, at) => proof.filter((__, index) => index !== at).map(hex)),
      [...proof.map(hex), roots[2]!],
      [roots[2]!, ...proof.map(hex)],
    ];
    for (const { index, size, proof } of vectors.inclusion) {
      for (const bad of spoilt(proof)) expect(holdsInclusion(leaves[index]!, index, size, bad, roots[size]!)).toBe(false);
      expect(holdsInclusion(leaves[index]!, size, size, proof.map(hex), roots[size]!)).toBe(false);
      expect(holdsInclusion(leaves[index]!, index, size, proof.map(hex), roots[size - 1]!)).toBe(false);
    }
    for (const { from, to, proof } of vectors.consistency) {
      for (const bad of spoilt(proof)) expect(holdsConsistency(from, roots[from]!, to, roots[to]!, bad)).toBe(false);
      expect(holdsConsistency(from, roots[from - 1]!, to, roots[to]!, proof.map(hex))).toBe(false);
      expect(holdsConsistency(to + 1, roots[from]!, to, roots[to]!, proof.map(hex))).toBe(false);
    }
  });
});

describe('a tree of any size', () => {
  const sizes = fc.integer({ min: 1, max: 700 });

  it('has the root of the definition, appended leaf by leaf or read from tiles written in any steps', () => {
    fc.assert(
      fc.property(sizes, fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 }), (size, steps) => {
        const hashes = someLeaves(size);
        const range = new CompactRange();
        for (const hash of hashes) range.append(hash);
        const root = treeHash(hashes);
        expect(range.root()).toEqual(root);
        expect(rangeHash({ start: 0, end: size }, nodesOf(tilesOf(hashes, steps)))).toEqual(root);
      }),
      { numRuns: 60 },
    );
  });

  it('proves each of its leaves and each of its beginnings from a handful of tiles', () => {
    const hashes = someLeaves(70_000);
    const tiles = tilesOf(hashes, [1, 255, 256, 40_000]);
    const proofOf = (ranges: { start: number; end: number }[]) => {
      const needed = tilesFor(ranges).map(keyOf);
      expect(needed.length).toBeLessThanOrEqual(8);
      const nodeOf = nodesOf(new Map(needed.map((key) => [key, tiles.get(key)!])));
      return ranges.map((range) => rangeHash(range, nodeOf));
    };
    const rootAt = (size: number) => rangeHash({ start: 0, end: size }, nodesOf(tiles));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: hashes.length }), fc.nat(), fc.nat(), (size, at, from) => {
        const index = at % size;
        const earlier = 1 + (from % size);
        expect(holdsInclusion(hashes[index]!, index, size, proofOf(inclusionRanges(index, size)), rootAt(size))).toBe(true);
        expect(holdsConsistency(earlier, rootAt(earlier), size, rootAt(size), proofOf(consistencyRanges(earlier, size)))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('says which tile is damaged', () => {
    const tiles = tilesOf(someLeaves(300), []);
    tiles.delete('0/0');
    expect(() => nodesOf(tiles)(0, 0)).toThrow('tile 0/0 is missing');
    expect(() => appended(300, someLeaves(1), new Map())).toThrow('tile 0/1');
  });
});
