// verify-log.ts - makes the log again from its exported lines: commitment, leaf, tree, and the signed head. RFC 6962 and C2SP.
import { sha256 } from '@noble/hashes/sha2.js';
import { hex } from './hex';

export interface LogEntry {
  index: number;
  commitment: string;
  leafHash: string;
  type: string | null;
  reportId: string | null;
  incidentId: string | null;
  recordedAt: string | null;
  actor?: string | null;
  content?: Record<string, unknown> | null;
  salt?: string | null;
  /** Of an entry whose fields are partly left out or erased: those that are open, each with its own salt, and commitments of the others. */
  shown?: Record<string, [salt: string, value: unknown]>;
  hidden?: Record<string, string>;
}

const encoder = new TextEncoder();
const hashText = (text: string) => hex(sha256(encoder.encode(text)));

/** RFC 8785, for what JSON.parse gives. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** What is wrong with an entry, or null. An entry whose content was taken away proves its leaf only. */
export function faultOf(entry: LogEntry, expectedIndex: number): string | null {
  if (entry.index !== expectedIndex) return `entry ${expectedIndex} is missing`;
  const commitments = commitmentsOf(entry);
  if (commitments && hashText(canonical(commitments)) !== entry.commitment) return `entry ${entry.index} does not match its commitment`;
  const { index, type, reportId, incidentId, recordedAt, commitment } = entry;
  if (type !== null && hex(leafHash(canonical({ v: 1, index, type, reportId, incidentId, recordedAt, commitment }))) !== entry.leafHash) return `entry ${entry.index} does not match its leaf`;
  return null;
}

function commitmentsOf({ content, salt, actor, shown, hidden }: LogEntry): Record<string, string> | null {
  const commitment = (ownSalt: string, value: unknown) => hashText(`${ownSalt}\n${canonical(value)}`);
  if (content && salt) {
    return Object.fromEntries(Object.entries({ ...content, '@actor': actor ?? null }).map(([name, value]) => [name, commitment(hashText(`${name}\n${salt}`), value)]));
  }
  return shown ? { ...Object.fromEntries(Object.entries(shown).map(([name, [ownSalt, value]]) => [name, commitment(ownSalt, value)])), ...hidden } : null;
}

export function leafHash(text: string): Uint8Array {
  return sha256(joined(Uint8Array.of(0), encoder.encode(text)));
}

/** The root of a growing list of leaves, with as many hashes kept as the size has bits. */
export class MerkleRoot {
  private readonly peaks: { hash: Uint8Array; size: number }[] = [];
  size = 0;

  add(leaf: Uint8Array): void {
    let peak = { hash: leaf, size: 1 };
    for (let last = this.peaks.at(-1); last && last.size === peak.size; last = this.peaks.at(-1)) {
      this.peaks.pop();
      peak = { hash: node(last.hash, peak.hash), size: peak.size * 2 };
    }
    this.peaks.push(peak);
    this.size += 1;
  }

  root(): Uint8Array {
    const [last, ...rest] = [...this.peaks].reverse();
    return rest.reduce((right, { hash }) => node(hash, right), last?.hash ?? sha256(new Uint8Array()));
  }
}

function node(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(joined(Uint8Array.of(1), left, right));
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export interface Head {
  origin: string;
  size: number;
  /** Hexadecimal. */
  root: string;
  text: string;
  signatures: { name: string; bytes: Uint8Array<ArrayBuffer> }[];
}

/** A signed note (C2SP) whose text is a checkpoint; null when it is none. */
export function headOf(note: string): Head | null {
  const end = note.indexOf('\n\n');
  const [origin, size, root] = note.slice(0, end).split('\n');
  if (end < 0 || !origin || !/^\d+$/.test(size ?? '') || !root) return null;
  const signatures = note.slice(end + 2).split('\n').flatMap((line) => {
    const [, name, base64] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    return name && base64 ? [{ name, bytes: bytesOf(base64) }] : [];
  });
  return { origin, size: Number(size), root: hex(bytesOf(root)), text: note.slice(0, end + 1), signatures };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Whether the log's own key (`name+id+base64`) signed the head. */
export async function isSignedBy(head: Head, vkey: string): Promise<boolean> {
  const [name, id, key] = vkey.split(/\+(.*?)\+(.*)/s);
  const signature = head.signatures.find((one) => one.name === name && hex(one.bytes.slice(0, 4)) === id);
  if (!signature || !key) return false;
  const publicKey = await crypto.subtle.importKey('raw', bytesOf(key).slice(1), 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', publicKey, signature.bytes.slice(4), encoder.encode(head.text));
}

/** When a witness says it cosigned (C2SP tlog-cosignature: key id, seconds, signature), in milliseconds; null for other signatures. */
export function cosignedAt({ bytes }: Head['signatures'][number]): number | null {
  if (bytes.length !== 76) return null;
  return Number(new DataView(bytes.buffer, bytes.byteOffset + 4, 8).getBigUint64(0)) * 1_000;
}
