// signed-note.ts - text with signatures under it, in the C2SP signed-note form, and the keys that make and check them.
import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** What a key is for (C2SP): 1 signs notes, 4 cosigns checkpoints as a witness. One is never accepted for the other. */
export const NOTE_KEY = 1;
export const COSIGNATURE_KEY = 4;
export type KeyKind = typeof NOTE_KEY | typeof COSIGNATURE_KEY;

export interface Verifier {
  name: string;
  kind: KeyKind;
  /** The first 4 bytes of SHA-256 over name, line feed, kind and public key. */
  id: Buffer;
  key: KeyObject;
  /** `name+id+key`: what is published and pinned. */
  vkey: string;
}

export interface Signer extends Verifier {
  privateKey: KeyObject;
}

export interface Signature {
  name: string;
  id: Buffer;
  bytes: Buffer;
}

export interface Note {
  /** Ends with a line feed. What is signed. */
  text: string;
  signatures: Signature[];
}

const SEED_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const NAME = /^[^\s+]+$/u;

/** A key as it is kept: `PRIVATE+KEY+name+id+base64(kind, seed)`. @param seed 32 random bytes */
export function privateKeyText(name: string, kind: KeyKind, seed: Buffer): string {
  const { id } = fromSeed(name, kind, seed);
  return `PRIVATE+KEY+${name}+${id.toString('hex')}+${Buffer.concat([Buffer.from([kind]), seed]).toString('base64')}`;
}

/** @throws Error that says nothing of the key's value */
export function readSigner(text: string): Signer {
  const [, name, id, body] = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(body ?? '', 'base64');
  const kind = bytes[0];
  if (!name || bytes.length !== 33 || (kind !== NOTE_KEY && kind !== COSIGNATURE_KEY)) throw new Error('This is not a private key of the form PRIVATE+KEY+name+id+key.');
  const signer = fromSeed(name, kind, bytes.subarray(1));
  if (signer.id.toString('hex') !== id) throw new Error('This private key does not belong to the name it carries.');
  return signer;
}

export function fromSeed(name: string, kind: KeyKind, seed: Buffer): Signer {
  if (!NAME.test(name) || seed.length !== 32) throw new Error('A key has a name without blanks and plus signs, and a seed of 32 bytes.');
  const privateKey = createPrivateKey({ key: Buffer.concat([SEED_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicBytes = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_PREFIX.length);
  return { ...verifierOf(name, kind, publicBytes), privateKey };
}

/** The 32 bytes of the key itself. */
export function publicBytesOf({ vkey }: Pick<Verifier, 'vkey'>): Buffer {
  return Buffer.from(vkey.split('+').slice(2).join('+'), 'base64').subarray(1);
}

/** @throws Error when the text is no public key, or its id does not fit */
export function readVerifier(vkey: string): Verifier {
  const [, name, id, body] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(vkey.trim()) ?? [];
  const bytes = Buffer.from(body ?? '', 'base64');
  const kind = bytes[0];
  if (!name || bytes.length !== 33 || (kind !== NOTE_KEY && kind !== COSIGNATURE_KEY)) throw new Error('This is not a public key of the form name+id+key.');
  const verifier = verifierOf(name, kind, bytes.subarray(1));
  if (verifier.id.toString('hex') !== id) throw new Error('This public key does not belong to the name it carries.');
  return verifier;
}

function verifierOf(name: string, kind: KeyKind, publicBytes: Buffer): Verifier {
  const tagged = Buffer.concat([Buffer.from([kind]), publicBytes]);
  const id = createHash('sha256').update(`${name}\n`).update(tagged).digest().subarray(0, 4);
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, publicBytes]), format: 'der', type: 'spki' });
  return { name, kind, id, key, vkey: `${name}+${id.toString('hex')}+${tagged.toString('base64')}` };
}

/** Signs text that ends with a line feed. The same text and key give the same note, for good (Ed25519 is deterministic). */
export function signNote(text: string, signer: Signer): string {
  if (!text.endsWith('\n') || text.includes('\n\n')) throw new Error('A note ends with a line feed and has no empty line.');
  return `${text}\n${signatureLine(signer, sign(null, Buffer.from(text), signer.privateKey))}`;
}

export function signatureLine({ name, id }: Pick<Verifier, 'name' | 'id'>, bytes: Buffer): string {
  return `— ${name} ${Buffer.concat([id, bytes]).toString('base64')}\n`;
}

/** The parts of a note, or null when it is none. Says nothing about whether a signature is good. */
export function parseNote(note: string): Note | null {
  const cut = note.lastIndexOf('\n\n');
  if (cut === -1 || !note.endsWith('\n')) return null;
  const signatures = parseSignatures(note.slice(cut + 2));
  return signatures && signatures.length > 0 ? { text: note.slice(0, cut + 1), signatures } : null;
}

/** Signature lines alone, as a witness answers them. */
export function parseSignatures(lines: string): Signature[] | null {
  const signatures: Signature[] = [];
  for (const line of lines.split('\n').slice(0, -1)) {
    const [, name, body] = /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
    const bytes = Buffer.from(body ?? '', 'base64');
    if (!name || bytes.length < 5) return null;
    signatures.push({ name, id: bytes.subarray(0, 4), bytes: bytes.subarray(4) });
  }
  return signatures;
}

/** Whether this key signed the note. Signatures by unknown keys say nothing, for or against. */
export function isSignedBy(note: Note, verifier: Verifier): boolean {
  if (verifier.kind !== NOTE_KEY) return false;
  return note.signatures.some((signature) => isOf(signature, verifier) && verify(null, Buffer.from(note.text), verifier.key, signature.bytes));
}

export function isOf(signature: Signature, { name, id }: Pick<Verifier, 'name' | 'id'>): boolean {
  return signature.name === name && signature.id.equals(id);
}
