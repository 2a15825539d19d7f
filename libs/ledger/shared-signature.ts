// shared-signature.ts - one signature over many texts: each gets it with the path from its own text to the root that was signed.
import { createHash, sign, verify } from 'node:crypto';
import { leafHash, nodeHash, type Hash } from './merkle';
import { isOf, NOTE_KEY, publicBytesOf, signatureLine, signNote, type Note, type Signer, type Verifier } from './signed-note';

/** C2SP signed-note: a kind of signature without a number of its own is 0xff and a name. To who knows only numbers it is an unknown key's. */
const KIND = '\xffhotline shared signature v1';
const SIGNATURE_BYTES = 64;
/** On which side of the way up a hash stands, and the hash. */
const STEP_BYTES = 33;
const [LEFT, RIGHT] = [0, 1];

/**
 * A note of every text, in order. Signing costs ten times what this hashing does, and texts that are promised at once can share
 * it. The same texts in the same order give the same notes, for good; a text alone is signed as always.
 */
export function signTogether(texts: readonly string[], signer: Signer): string[] {
  if (texts.length < 2) return texts.map((text) => signNote(text, signer));
  const levels = levelsOf(texts.map(leafHash));
  const signature = sign(null, Buffer.from(rootText(signer, levels.at(-1)![0]!)), signer.privateKey);
  const key = { name: signer.name, id: sharedIdOf(signer) };
  return texts.map((text, index) => `${text}\n${signatureLine(key, withWayUp(signature, index, levels))}`);
}

/** Whether this key signed the note, together with others. */
export function isSignedTogether(note: Note, verifier: Verifier): boolean {
  if (verifier.kind !== NOTE_KEY) return false;
  const key = { name: verifier.name, id: sharedIdOf(verifier) };
  return note.signatures.some((signature) => {
    const way = isOf(signature, key) ? signature.bytes.subarray(SIGNATURE_BYTES) : null;
    if (!way || way.length % STEP_BYTES !== 0) return false; // less than a signature leaves no way, and verifies as none
    return verify(null, Buffer.from(rootText(verifier, rootAbove(leafHash(note.text), way))), verifier.key, signature.bytes.subarray(0, SIGNATURE_BYTES));
  });
}

/** The first line says what it is, so that no other signature of this key can pass for it. */
function rootText({ name }: Pick<Verifier, 'name'>, root: Hash): string {
  return `${name}/shared/v1\n${root.toString('base64')}\n`;
}

function sharedIdOf(verifier: Verifier): Buffer {
  return createHash('sha256').update(`${verifier.name}\n`).update(KIND, 'latin1').update(publicBytesOf(verifier)).digest().subarray(0, 4);
}

/** The tree from its leaves up; who has no neighbour goes up as it is, which is how RFC 6962 splits. */
function levelsOf(leaves: Hash[]): Hash[][] {
  const levels = [leaves];
  for (let below = leaves; below.length > 1; below = levels.at(-1)!) {
    const above: Hash[] = [];
    for (let at = 0; at < below.length; at += 2) above.push(below[at + 1] ? nodeHash(below[at]!, below[at + 1]!) : below[at]!);
    levels.push(above);
  }
  return levels;
}

function withWayUp(signature: Buffer, index: number, levels: readonly Hash[][]): Buffer {
  const bytes = Buffer.allocUnsafe(SIGNATURE_BYTES + STEP_BYTES * (levels.length - 1));
  let end = signature.copy(bytes);
  for (let height = 0; height < levels.length - 1; height++) {
    const at = index >> height;
    const neighbour = levels[height]![at ^ 1];
    if (!neighbour) continue;
    bytes[end] = at % 2 === 1 ? LEFT : RIGHT;
    neighbour.copy(bytes, end + 1);
    end += STEP_BYTES;
  }
  return bytes.subarray(0, end);
}

function rootAbove(leaf: Hash, way: Buffer): Hash {
  let hash = leaf;
  for (let at = 0; at < way.length; at += STEP_BYTES) {
    const neighbour = way.subarray(at + 1, at + STEP_BYTES);
    hash = way[at] === LEFT ? nodeHash(neighbour, hash) : nodeHash(hash, neighbour);
  }
  return hash;
}
