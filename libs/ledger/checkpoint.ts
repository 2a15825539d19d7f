// checkpoint.ts - the head of the log (C2SP tlog-checkpoint) and what witnesses sign of it (C2SP tlog-cosignature).
import { sign, verify } from 'node:crypto';
import type { Hash } from './merkle';
import { COSIGNATURE_KEY, isOf, parseNote, signatureLine, signNote, type Note, type Signature, type Signer, type Verifier } from './signed-note';

export interface Checkpoint {
  /** Names the log; one log has one origin for good. */
  origin: string;
  size: number;
  root: Hash;
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

export function signCheckpoint(checkpoint: Checkpoint, signer: Signer): string {
  return signNote(checkpointText(checkpoint), signer);
}

/** The checkpoint and the note around it, or null when the text is none. Check the signatures apart. */
export function parseCheckpoint(text: string): (Checkpoint & { note: Note }) | null {
  const note = parseNote(text);
  const [origin, size, root] = note?.text.split('\n') ?? [];
  if (!note || !origin || !/^(0|[1-9]\d{0,15})$/.test(size ?? '') || !/^[A-Za-z0-9+/]{43}=$/.test(root ?? '')) return null;
  return { origin, size: Number(size), root: Buffer.from(root!, 'base64'), note };
}

/** A witness's line under a checkpoint. @param time seconds since 1970 */
export function cosign(noteText: string, time: number, signer: Signer): string {
  if (signer.kind !== COSIGNATURE_KEY) throw new Error('Witnesses cosign with a key of kind 4.');
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(BigInt(time));
  return signatureLine(signer, Buffer.concat([stamp, sign(null, cosigned(noteText, time), signer.privateKey)]));
}

/** When this witness cosigned, in seconds since 1970; null when the line is not its good cosignature of this text. */
export function cosignedAt(noteText: string, signature: Signature, witness: Verifier): number | null {
  if (witness.kind !== COSIGNATURE_KEY || !isOf(signature, witness) || signature.bytes.length !== 72) return null;
  const time = Number(signature.bytes.readBigUInt64BE());
  return Number.isSafeInteger(time) && verify(null, cosigned(noteText, time), witness.key, signature.bytes.subarray(8)) ? time : null;
}

function cosigned(noteText: string, time: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${noteText}`);
}
