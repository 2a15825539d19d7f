// log-line.ts - the log as a file of lines: a head, every entry, and every checkpoint where it was signed.
import { ACTOR_FIELD, fieldCommitment, fieldsOf, saltOf } from '@hotline/ledger';
import type { LogEntryRow } from './log-entry-row';

export const REDACTIONS = ['none', 'publication'] as const;
export type Redaction = (typeof REDACTIONS)[number];

/** What a publication shows of each kind of fact. Whatever is not named here leaves the house as a commitment only. */
const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  'incident.listed': [
    'id', 'state', 'factStatus', 'scope', 'ihlConcern', 'determination', 'act', 'weapon', 'target', 'governorate', 'perpetrators',
    'responsibleCoChair', 'gravity', 'messageStatus', 'revision', 'absorbedInto',
  ],
  'incident.determined': ['determination', 'needsOseNotice'],
};

export function isPublished(type: string, field: string): boolean {
  return PUBLISHED[type]?.includes(field) ?? false;
}

export function headLine(head: { origin: string; publicKey: string; size: number; redaction: Redaction }): string {
  return `${JSON.stringify({ format: 'hotline-log/1', ...head })}\n`;
}

/** @param isLast whether the file ends with it */
export function checkpointLine(size: number, note: string, isLast: boolean): string {
  return `${JSON.stringify({ checkpoint: size, note, ...(isLast ? { final: true } : {}) })}\n`;
}

export function entryLine(row: LogEntryRow, redaction: Redaction): string {
  return `${JSON.stringify(redaction === 'publication' ? redacted(row) : whole(row))}\n`;
}

function whole(row: LogEntryRow): object {
  if (row.erased) return opened(row, () => true);
  const { salts: _, erased: __, ...entry } = row;
  return entry;
}

/** The same leaf with its fields either shown with their own salts or left out behind their commitments. */
export function redacted(row: LogEntryRow): object {
  const { type } = row;
  return opened(row, (name) => name !== ACTOR_FIELD && type !== null && isPublished(type, name));
}

function opened({ actor, content, salt, salts, erased, ...open }: LogEntryRow, isShown: (name: string) => boolean): object {
  const opening = salts && erased ? { salts, erased } : salt;
  if (content === null || opening === null || open.type === null) return open;
  const shown: Record<string, [salt: string, value: unknown]> = {};
  const hidden: Record<string, string> = { ...erased };
  for (const [name, value] of Object.entries(fieldsOf(actor, content))) {
    const ownSalt = saltOf(name, opening);
    if (isShown(name)) shown[name] = [ownSalt, value];
    else hidden[name] = fieldCommitment(ownSalt, value);
  }
  return Object.keys(shown).length > 0 ? { ...open, shown, hidden } : open;
}
