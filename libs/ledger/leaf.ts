// leaf.ts - what of a fact is in the log: ids, type and instant in the open, everything else behind salted commitments.
import { hash } from 'node:crypto';
import { canonicalJson } from '@hotline/platform';

export interface Leaf {
  index: number;
  type: string;
  reportId: string | null;
  incidentId: string | null;
  /** UTC with six decimals, as PostgreSQL keeps it. */
  recordedAt: string;
  /** Over the fields, hexadecimal: see `commitmentOf`. */
  commitment: string;
}

/** The exact text that is hashed as a leaf (RFC 8785). `v` is the rule by which it was made. */
export function leafText({ index, type, reportId, incidentId, recordedAt, commitment }: Leaf): string {
  return canonicalJson({ v: 1, index, type, reportId, incidentId, recordedAt, commitment });
}

export type Fields = Readonly<Record<string, unknown>>;

/** Who did it stands beside the content under a name that no content uses. */
export const ACTOR_FIELD = '@actor';

export function fieldsOf(actor: string | null, content: Fields): Fields {
  return { ...content, [ACTOR_FIELD]: actor };
}

/**
 * One commitment over one commitment per field, each with a salt of its own that follows from the fact's: so that any field can
 * be left out later, and what is left still proves itself. Without the salt nothing can be guessed, however few values there are.
 * @param salt 64 hexadecimal digits
 */
export function commitmentOf(fields: Fields, salt: string): string {
  return commitmentOver(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fieldCommitment(fieldSalt(name, salt), value)])));
}

/** @param commitments hexadecimal, by field */
export function commitmentOver(commitments: Readonly<Record<string, string>>): string {
  return sha256(canonicalJson(commitments));
}

export function fieldSalt(name: string, salt: string): string {
  return sha256(`${name}\n${salt}`);
}

export function fieldCommitment(saltOfField: string, value: unknown): string {
  return sha256(`${saltOfField}\n${canonicalJson(value ?? null)}`);
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

