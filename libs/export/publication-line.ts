// publication-line.ts - incidents for everybody: what may be shown, the rest behind commitments, and for each line its own proof.
import type { FieldProblem } from '@hotline/platform';
import type { LogEntryRow } from './log-entry-row';
import { redacted } from './log-line';

export interface PublicationHead {
  origin: string;
  publicKey: string;
  /** The filters as they were asked for. */
  query: Readonly<Record<string, string>>;
  /** The checkpoint with its cosignatures: what every proof leads to. */
  checkpoint: string;
}

/** A country or a governorate: no finer place is published, so none may be asked for. */
const PUBLISHED_PLACE = /^[A-Z]{2}(\d{2})?$/;

/** What of a question would tell of every line where it lies. */
export function tooFine({ zone, bbox }: { zone?: string; bbox?: string }): FieldProblem[] {
  const finer = zone !== undefined && !PUBLISHED_PLACE.test(zone) ? [{ field: 'zone', problem: 'must be the code of a country or a governorate: a publication shows no finer place' }] : [];
  return bbox === undefined ? finer : [...finer, { field: 'bbox', problem: 'cannot be asked of a publication: it shows no finer place than a governorate' }];
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
