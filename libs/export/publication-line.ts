// publication-line.ts - incidents for everybody: what may be shown, the rest behind commitments, and for each line its own proof.
import { redacted, type LogEntryRow } from './log-line';

export interface PublicationHead {
  origin: string;
  publicKey: string;
  /** The filters as they were asked for. */
  query: Readonly<Record<string, string>>;
  /** The checkpoint with its cosignatures: what every proof leads to. */
  checkpoint: string;
}

export function publicationHead(head: PublicationHead): string {
  return `${JSON.stringify({ format: 'hotline-incidents/1', ...head })}\n`;
}

/** @param proof that the leaf is in the log of the checkpoint (RFC 6962) */
export function publicationLine(entry: LogEntryRow, proof: readonly Buffer[]): string {
  return `${JSON.stringify({ ...redacted(entry), proof: proof.map((hash) => hash.toString('hex')) })}\n`;
}

/** The last line: a file without it was cut. */
export function publicationEnd(rows: number): string {
  return `${JSON.stringify({ rows })}\n`;
}
