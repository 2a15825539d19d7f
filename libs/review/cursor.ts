// cursor.ts - the place in a sorted list where the next page begins. Opaque to clients, checked when it comes back.

/** The lists an incident page can be sorted by; a leading minus is descending. `seq` breaks ties, so that no line is lost. */
export const SORTS = ['-openedAt', 'openedAt', '-from', 'from', '-changedAt', 'changedAt'] as const;
export type Sort = (typeof SORTS)[number];

export interface Cursor {
  sort: Sort;
  /** The sort key of the last line seen; null when the list is sorted by `seq` itself. */
  key: Date | null;
  seq: string;
}

export function encodeCursor({ sort, key, seq }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, key?.toISOString() ?? null, seq])).toString('base64url');
}

/** Null for anything this service did not write. */
export function decodeCursor(text: string): Cursor | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(value) || value.length !== 3) return null;
    const [sort, key, seq] = value as unknown[];
    if (!SORTS.includes(sort as Sort) || typeof seq !== 'string' || !/^[1-9]\d{0,17}$/.test(seq)) return null;
    if (isBySeq(sort as Sort)) return key === null ? { sort: sort as Sort, key, seq } : null;
    if (typeof key !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(key) || Number.isNaN(Date.parse(key))) return null;
    return { sort: sort as Sort, key: new Date(key), seq };
  } catch {
    return null;
  }
}

/** Incidents are numbered in the order in which they are opened. */
export function isBySeq(sort: Sort): boolean {
  return sort === 'openedAt' || sort === '-openedAt';
}
