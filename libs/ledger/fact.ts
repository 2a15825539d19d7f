// fact.ts - what a fact is: something that happened, recorded once and never changed.

/** Past tense, `<noun>.<verb>`. */
export interface Fact {
  type: string;
  reportId?: string | null;
  incidentId?: string | null;
  /** The account that did it; null for the service itself. */
  actor?: string | null;
  recordedAt?: Date;
  /** Reasons, references, hashes. Never a name, a phone number or a reporter's words. */
  content: object;
}

/** What the pipeline waits for. Names are forever: a row of the outbox may outlive the code that wrote it. */
export const TOPICS = ['report.received', 'report.placed', 'incident.changed', 'incident.assessed', 'reference.changed', 'zones.changed'] as const;
export type Topic = (typeof TOPICS)[number];
