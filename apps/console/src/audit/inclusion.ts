// inclusion.ts - that a leaf is in the tree of a root (RFC 9162, 2.1.3.2).
import { sha256 } from '@noble/hashes/sha2.js';
import { hex } from './hex';

export interface Inclusion {
  index: number;
  size: number;
  /** Null when the service no longer has it. */
  leafHash: string | null;
  proof: readonly string[];
}

/** @param root the root of the tree of that size, from a head that was signed, never from the proof itself */
export function isIncluded({ index, size, leafHash, proof }: Inclusion, root: string): boolean {
  if (leafHash === null || index < 0 || index >= size) return false;
  let [fn, sn, hash] = [index, size - 1, leafHash];
  for (const beside of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = node(beside, hash);
      while (fn !== 0 && fn % 2 === 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else hash = node(hash, beside);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && hash === root;
}

function node(left: string, right: string): string {
  return hex(sha256(Uint8Array.from([1, ...bytes(left), ...bytes(right)])));
}

function bytes(text: string): number[] {
  return (text.match(/../g) ?? []).map((byte) => parseInt(byte, 16));
}
