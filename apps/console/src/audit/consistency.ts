// consistency.ts - that a later log begins with an earlier one (RFC 9162, 2.1.4.2).
import { sha256 } from '@noble/hashes/sha2.js';
import { hex } from './hex';

/** @param proof hashes in hexadecimal, as the log gives them */
export function isConsistent(first: { size: number; root: string }, second: { size: number; root: string }, proof: readonly string[]): boolean {
  if (first.size === 0) return true;
  if (first.size > second.size) return false;
  if (first.size === second.size) return first.root === second.root && proof.length === 0;
  const path = (first.size & (first.size - 1)) === 0 ? [first.root, ...proof] : [...proof];
  if (path.length === 0) return false;
  let [fn, sn] = [first.size - 1, second.size - 1];
  while (fn & 1) [fn, sn] = [fn >> 1, sn >> 1];
  let [fr, sr] = [path[0]!, path[0]!];
  for (const hash of path.slice(1)) {
    if (sn === 0) return false;
    if (fn & 1 || fn === sn) {
      [fr, sr] = [node(hash, fr), node(hash, sr)];
      while (fn !== 0 && !(fn & 1)) [fn, sn] = [fn >> 1, sn >> 1];
    } else sr = node(sr, hash);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return fr === first.root && sr === second.root && sn === 0;
}

function node(left: string, right: string): string {
  return hex(sha256(Uint8Array.from([1, ...bytes(left), ...bytes(right)])));
}

function bytes(text: string): number[] {
  return (text.match(/../g) ?? []).map((byte) => parseInt(byte, 16));
}
