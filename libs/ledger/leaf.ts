// leaf.ts - what of a fact is in the log: ids, type and instant in the open, everything else behind salted commitments.
import { hash } from 'node:crypto';
import { canonicalJson } from '@hotline/platform';

export interface Leaf {
  index: number;
  type: string;
  /** UUID, as the next. */
  reportId: string | null;
  incidentId: string | null;
  /** UTC with six decimals, as PostgreSQL keeps it. */
  recordedAt: string;
  /** Over the fields, hexadecimal: see `commitmentOf`. */
  commitment: string;
}

/**
 * The exact text that is hashed as a leaf: canonical JSON (RFC 8785), whose members are always these. `v` is the rule by which it was made.
 * Ids, instants and hexadecimal digits have nothing that is spelled in another way.
 */
export function leafText({ index, type, reportId, incidentId, recordedAt, commitment }: Leaf): string {
  return (
    `{"commitment":"${commitment}","incidentId":${quotedId(incidentId)},"index":${index},` +
    `"recordedAt":"${recordedAt}","reportId":${quotedId(reportId)},"type":${canonicalJson(type)},"v":1}`
  );
}

function quotedId(id: string | null): string {
  return id === null ? 'null' : `"${id}"`;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Who did it stands beside the content under a name that no content uses. */
export const ACTOR_FIELD = '@actor';

export function fieldsOf(actor: string | null, content: Fields): Fields {
  return { ...content, '@actor': actor }; // a literal name, because V8 copies an object with a computed one five times as slowly
}

/** What is left once a field was erased: own salts of the fields that stay, commitments of those that went. */
export interface Opening {
  salts: Readonly<Record<string, string>>;
  erased: Readonly<Record<string, string>>;
}

/**
 * One commitment over one commitment per field, each with a salt of its own that follows from the fact's: so that any field can
 * be left out later, and what is left still proves itself. Without the salt nothing can be guessed, however few values there are.
 * @param salt 64 hexadecimal digits, or what is left of them
 */
export function commitmentOf(fields: Fields, salt: string | Opening): string {
  const commitments = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fieldCommitment(saltOf(name, salt), value)]));
  return commitmentOver(typeof salt === 'string' ? commitments : { ...commitments, ...salt.erased });
}

/** `commitmentOf(fieldsOf(actor, content), salt)` of a fact as it was recorded, without the objects in between: every fact comes by here. */
export function commitmentOfFact(actor: string | null, content: Fields, salt: string): string {
  const names = Object.keys(content);
  if (!names.includes(ACTOR_FIELD)) names.push(ACTOR_FIELD);
  let members = '';
  for (const name of names.sort()) {
    const value = name === ACTOR_FIELD ? actor : content[name];
    members += `${members && ','}${canonicalJson(name)}:"${fieldCommitment(fieldSalt(name, salt), value)}"`;
  }
  return sha256(`{${members}}`);
}

export function saltOf(name: string, salt: string | Opening): string {
  return typeof salt === 'string' ? fieldSalt(name, salt) : (salt.salts[name] ?? '');
}

/** The same fact with one field less to be opened. The fact's own salt is not in it: the erased field's would follow from it. */
export function withoutField(fields: Fields, salt: string | Opening, erased: string): Opening {
  const kept = Object.keys(fields).filter((name) => name !== erased);
  return {
    salts: Object.fromEntries(kept.map((name) => [name, saltOf(name, salt)])),
    erased: { ...(typeof salt === 'string' ? {} : salt.erased), [erased]: fieldCommitment(saltOf(erased, salt), fields[erased]) },
  };
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

