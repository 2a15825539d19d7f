// witness-request.ts - what passes between a log and a witness (C2SP tlog-witness, add-checkpoint), as text.
import type { Hash } from './merkle';

export interface AddCheckpoint {
  /** The size the log believes this witness cosigned last. */
  oldSize: number;
  proof: Hash[];
  /** A checkpoint note. */
  checkpoint: string;
}

/** A proof never needs more lines than a tree has levels. */
const MOST_PROOF_LINES = 63;

export function requestText({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${checkpoint}`;
}

/** Null for whatever is not of the form. */
export function parseRequest(text: string): AddCheckpoint | null {
  const cut = text.indexOf('\n\n');
  if (cut === -1) return null;
  const [old, ...lines] = text.slice(0, cut).split('\n');
  const [, oldSize] = /^old (0|[1-9]\d{0,15})$/.exec(old!) ?? [];
  if (oldSize === undefined || lines.length > MOST_PROOF_LINES || lines.some((line) => !/^[A-Za-z0-9+/]{43}=$/.test(line))) return null;
  return { oldSize: Number(oldSize), proof: lines.map((line) => Buffer.from(line, 'base64')), checkpoint: text.slice(cut + 2) };
}
