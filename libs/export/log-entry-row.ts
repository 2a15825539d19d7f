// log-entry-row.ts - entries of the log beside their facts, as they lie in the database and as PostgreSQL copies them.
import { INSTANT_TEXT, type Fields, type Opening } from '@hotline/ledger';
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

/** An entry `e` beside its fact `f`, as `LogEntryRow` with the account in place of its pseudonym. */
export const ENTRY_COLUMNS = `e.index::float8 AS index, f.type, f.report_id AS "reportId", f.incident_id AS "incidentId",
  to_char(f.recorded_at AT TIME ZONE 'UTC', ${INSTANT_TEXT}) AS "recordedAt", f.actor, f.content, encode(f.salt, 'hex') AS salt,
  encode(e.commitment, 'hex') AS commitment, encode(e.leaf_hash, 'hex') AS "leafHash", x.salts, x.erased`;
export const ENTRY_FACT = 'LEFT JOIN fact f ON f.id = e.fact_id LEFT JOIN fact_erasure x ON x.fact_id = f.id';

/** In the order of `ENTRY_COLUMNS`. @param block whole rows */
export function entriesIn(block: Uint8Array): LogEntryRow[] {
  return cellsIn(block).map(([index, type, reportId, incidentId, recordedAt, actor, content, salt, commitment, leafHash, salts, erased]) => ({
    index: Number(index),
    type: type ?? null,
    reportId: reportId ?? null,
    incidentId: incidentId ?? null,
    recordedAt: recordedAt ?? null,
    actor: actor ?? null,
    content: parsed(content),
    salt: salt ?? null,
    commitment: commitment!,
    leafHash: leafHash!,
    salts: parsed(salts),
    erased: parsed(erased),
  }));
}

function parsed<Json>(cell: string | null | undefined): Json | null {
  return cell == null ? null : (JSON.parse(cell) as Json);
}
