// merkle.ts - the hash tree of RFC 6962 (and RFC 9162): leaves, nodes, roots, and growing without keeping the leaves.
import { hash } from 'node:crypto';

/** 32 bytes. */
export type Hash = Buffer;

/** RFC 6962, 2.1: a leaf is hashed behind 0x00, a node behind 0x01, so that neither can pass for the other. */
export function leafHash(leaf: Uint8Array | string): Hash {
  return sha256(typeof leaf === 'string' ? `\0${leaf}` : Buffer.concat([LEAF, leaf]));
}

export function nodeHash(left: Hash, right: Hash): Hash {
  left.copy(NODE, 1);
  right.copy(NODE, 33);
  return sha256(NODE);
}

/** By way of text: Node takes twice as long to give a Buffer. */
function sha256(data: Uint8Array | string): Hash {
  return Buffer.from(hash('sha256', data, 'binary'), 'binary');
}

const LEAF = Buffer.from([0]);
/** What a node is hashed from, written anew for each: 0x01 and two hashes. */
const NODE = Buffer.alloc(65, 1);

/** The root of a tree without leaves: the hash of nothing. */
export const EMPTY_ROOT: Hash = sha256('');

/** Leaves `start` up to but not including `end`. */
export interface Range {
  start: number;
  end: number;
}

/** The hash of a perfect subtree: the `index`-th of 2^level leaves. */
export type NodeOf = (level: number, index: number) => Hash;

/** The largest power of two below `n`, where RFC 6962 splits `n` leaves. @param n at least 2 */
export function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** The perfect subtrees a range is made of, from left to right. The range must be one that a split of a tree gives. */
export function perfectParts({ start, end }: Range): { level: number; index: number }[] {
  const parts = [];
  for (let at = start; at < end; ) {
    let size = 1;
    let level = 0;
    while (at % (size * 2) === 0 && at + size * 2 <= end) {
      size *= 2;
      level++;
    }
    parts.push({ level, index: at / size });
    at += size;
  }
  return parts;
}

/** The root over a range: that of the whole tree when it starts at 0. */
export function rangeHash(range: Range, nodeOf: NodeOf): Hash {
  return foldRight(perfectParts(range).map(({ level, index }) => nodeOf(level, index)));
}

/** The root over leaf hashes that lie in memory. */
export function rootOf(leaves: readonly Hash[]): Hash {
  const range = new CompactRange();
  for (const leaf of leaves) range.append(leaf);
  return range.root();
}

function foldRight(hashes: readonly Hash[]): Hash {
  return hashes.length === 0 ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** A tree that remembers only its perfect subtrees: log2(size) hashes, enough to append and to give the root. */
export class CompactRange {
  size = 0;
  private readonly parts: Hash[] = [];

  append(leaf: Hash): void {
    let hash = leaf;
    for (let rest = this.size; rest % 2 === 1; rest = Math.floor(rest / 2)) hash = nodeHash(this.parts.pop()!, hash);
    this.parts.push(hash);
    this.size++;
  }

  root(): Hash {
    return foldRight(this.parts);
  }
}
