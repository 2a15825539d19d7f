// tiles.ts - where the hashes of the tree lie: tiles of up to 256, so that a proof reads a few rows and an append writes a few.
import { CompactRange, perfectParts, type Hash, type NodeOf, type Range } from './merkle';

/** Levels of the tree in one tile, as in C2SP tlog-tiles: a full tile of level L is one hash of a tile of level L + 1. */
const HEIGHT = 8;
const WIDTH = 2 ** HEIGHT;
const BYTES = 32;

export interface TileId {
  level: number;
  index: number;
}

/** Tiles by `keyOf`: the hashes of each, one after another. */
export type Tiles = ReadonlyMap<string, Buffer>;

export function keyOf({ level, index }: TileId): string {
  return `${level}/${index}`;
}

/** The tiles that grow next: the last, partly filled one of each level. Full and absent ones are not needed to append. */
export function edgeOf(size: number): TileId[] {
  const tiles = [];
  for (let level = 0, width = size; width > 0; level++, width = Math.floor(width / WIDTH)) {
    if (width % WIDTH !== 0) tiles.push({ level, index: Math.floor(width / WIDTH) });
  }
  return tiles;
}

/**
 * The tiles that change when leaves are added to a tree of `size`. Equal input gives equal tiles, however the leaves came.
 * @param edge the tiles of `edgeOf(size)`
 */
export function appended(size: number, leaves: readonly Hash[], edge: Tiles): Map<string, Buffer> {
  const grown = new Map<string, Buffer>();
  let width = size;
  let fresh: readonly Hash[] = leaves;
  for (let level = 0; fresh.length > 0; level++) {
    const full: Hash[] = [];
    for (let from = 0; from < fresh.length; ) {
      const at = width + from;
      const key = keyOf({ level, index: Math.floor(at / WIDTH) });
      const before = at % WIDTH === 0 ? Buffer.alloc(0) : (grown.get(key) ?? edge.get(key));
      if (!before || before.length !== (at % WIDTH) * BYTES) throw new Error(`tile ${key} does not hold what a tree of ${size} leaves needs`);
      const taken = fresh.slice(from, from + WIDTH - (at % WIDTH));
      const tile = Buffer.concat([before, ...taken]);
      grown.set(key, tile);
      if (tile.length === WIDTH * BYTES) full.push(rootOfTile(tile));
      from += taken.length;
    }
    width = Math.floor(width / WIDTH);
    fresh = full;
  }
  return grown;
}

/** The tiles that hold the subtrees of these ranges. */
export function tilesFor(ranges: readonly Range[]): TileId[] {
  const tiles = new Map<string, TileId>();
  for (const range of ranges) {
    for (const { level, index } of perfectParts(range)) {
      const { tile } = within(level, index);
      tiles.set(keyOf(tile), tile);
    }
  }
  return [...tiles.values()];
}

/** Reads subtrees from tiles. @throws Error when a tile is missing or too short: the store is damaged */
export function nodesOf(tiles: Tiles): NodeOf {
  return (level, index) => {
    const { tile, offset, count } = within(level, index);
    const hashes = tiles.get(keyOf(tile))?.subarray(offset * BYTES, (offset + count) * BYTES);
    if (hashes?.length !== count * BYTES) throw new Error(`tile ${keyOf(tile)} is missing or too short`);
    return rootOfTile(hashes);
  };
}

function within(level: number, index: number): { tile: TileId; offset: number; count: number } {
  const count = 2 ** (level % HEIGHT);
  const first = index * count;
  return { tile: { level: Math.floor(level / HEIGHT), index: Math.floor(first / WIDTH) }, offset: first % WIDTH, count };
}

function rootOfTile(hashes: Buffer): Hash {
  const range = new CompactRange();
  for (let at = 0; at < hashes.length; at += BYTES) range.append(hashes.subarray(at, at + BYTES));
  return range.root();
}
