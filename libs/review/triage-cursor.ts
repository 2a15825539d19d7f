// triage-cursor.ts - the place in one side's queue where the next page begins. Opaque to clients, checked when it comes back.

export interface TriageCursor {
  urgency: number;
  waitingSince: Date;
  seq: string;
}

export function encodeTriageCursor({ urgency, waitingSince, seq }: TriageCursor): string {
  return Buffer.from(JSON.stringify([urgency, waitingSince.toISOString(), seq])).toString('base64url');
}

/** Null for anything this service did not write. */
export function decodeTriageCursor(text: string): TriageCursor | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(value) || value.length !== 3) return null;
    const [urgency, since, seq] = value as unknown[];
    if (!Number.isInteger(urgency) || Math.abs(urgency as number) > 1_000 || typeof seq !== 'string' || !/^[1-9]\d{0,17}$/.test(seq)) return null;
    if (typeof since !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(since) || Number.isNaN(Date.parse(since))) return null;
    return { urgency: urgency as number, waitingSince: new Date(since), seq };
  } catch {
    return null;
  }
}
