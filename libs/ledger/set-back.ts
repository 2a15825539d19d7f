// set-back.ts - was another machine's clock set back since it was last read?

export interface Reading {
  /** What that clock said, in milliseconds. */
  wallMs: number;
  /** A clock of this process that is never set, in milliseconds. */
  steadyMs: number;
}

/** Clocks that are merely adjusted drift less than this between two readings, in milliseconds. */
const DRIFT_MS = 1_000;

/** Also true of a first reading: nobody knows what happened before it. */
export function wasSetBack(before: Reading | null, now: Reading): boolean {
  return before === null || now.wallMs - before.wallMs < now.steadyMs - before.steadyMs - DRIFT_MS;
}
