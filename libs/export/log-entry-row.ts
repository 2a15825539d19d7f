// log-entry-row.ts - entries of the log beside their facts, as they lie in the database and as PostgreSQL copies them.
import type { Fields, Opening } from '@hotline/ledger';
import { cellsIn } from './copied-text';

/** An entry beside the fact it stands for. The fact is missing when somebody removed it. */
export interface LogEntryRow {
  index: number;
  commitment: string;
  leafHash: string;
  type: string | null;
  reportId: string | null;
  incidentId: string | null;
  recordedAt: string | null;
  /** Pseudonym. */
  actor: string | null;
  content: Fields | null;
  /** Null where a field was erased: then the next two say what is left. */
  salt: string | null;
  salts?: Opening['salts'] | null;
  erased?: Opening['erased'] | null;
}

/** The members in the order in which they are selected. @param block whole rows */
export function entriesIn(block: Uint8Array): LogEntryRow[] {
  return cellsIn(block).map(([index, type, reportId, incidentId, recordedAt, actor, content, salt, commitment, leafHash, salts, erased]) => ({
    index: Number(index),
    type: type!,
    reportId: reportId!,
    incidentId: incidentId!,
    recordedAt: recordedAt!,
    actor: actor!,
    content: parsed(content),
    salt: salt!,
    commitment: commitment!,
    leafHash: leafHash!,
    salts: parsed(salts),
    erased: parsed(erased),
  }));
}

function parsed<Json>(cell: string | null | undefined): Json | null {
  return cell === null ? null : (JSON.parse(cell!) as Json);
}
