// section.ts - what a part of the bench is: it measures and says what it found.
import type { Figure } from './figure';

export interface BenchOptions {
  /** A file of reports or events, for the sections that take one. */
  file?: string;
  /** How many reports are stored before something is measured, one measurement each; a section knows what is usual for it. */
  stored?: number[];
  /** Accepted reports that wait when the pipeline is let go. */
  backlog: number;
  /** Incidents to export, and entries of the log. */
  rows: number;
}

/** May print on its way; what it returns goes into the table and the JSON. */
export type Section = (options: BenchOptions) => Promise<Figure[]>;
