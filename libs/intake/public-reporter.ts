// public-reporter.ts - under whose name reports without identity are filed, and how each gets an id of its own there.
import { createHash } from 'node:crypto';
import type { Caller } from '@hotline/platform';

/** Nobody's account: the migration that opens the lane makes it, and no token or key opens it. */
export const THE_PUBLIC: Caller = {
  accountId: '00000000-0000-4000-8000-00000000a001',
  organisationId: '00000000-0000-4000-8000-00000000a000',
  role: 'monitor',
  side: null,
  partyCode: null,
  label: 'public',
};

/**
 * Strangers share an account and must not share ids: what one calls `a-1` would be told to another who calls his so. The work
 * names the report instead: one report for each piece of work, and sending it again is a repeat.
 */
export function publicReportId(workSignature: string): string {
  return `work-${createHash('sha256').update(workSignature).digest('hex')}`;
}
