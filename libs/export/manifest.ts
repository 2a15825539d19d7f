// manifest.ts - what an exported file is: which question it answers, how it counts, and which bytes it has.
import type { ResponsibleCoChair } from '@hotline/agreement';
import { canonicalJson } from '@hotline/platform';
import { COUNTING_RULES, PER_SIDE_SAYS, type CountingRuleName, type Tally } from './counting-rule';
import { COLUMNS } from './incident-row';

export interface ManifestFacts {
  format: string;
  /** The filters as they were asked for. */
  query: Readonly<Record<string, string>>;
  countingRule: CountingRuleName;
  rows: number;
  bytes: number;
  /** Hexadecimal, over the file. */
  sha256: string;
  tally: Tally;
  checkpoint: { origin: string; size: number; root: string };
}

export interface Manifest extends Pick<ManifestFacts, 'format' | 'query' | 'rows' | 'bytes' | 'sha256' | 'checkpoint'> {
  export: string;
  columns: string[];
  countingRule: { name: CountingRuleName; says: string; count: number };
  counts: Tally['totals'];
  perSide: { says: string } & Partial<Record<ResponsibleCoChair, Tally['totals']>>;
}

/** `note` is signed over the manifest's text with the log key. */
export interface SignedManifest {
  manifest: Manifest;
  note: string;
}

export function manifestOf({ format, query, countingRule, rows, bytes, sha256, tally, checkpoint }: ManifestFacts): Manifest {
  return {
    export: `incidents.${format}`,
    format,
    query,
    columns: [...COLUMNS],
    rows,
    bytes,
    sha256,
    countingRule: { name: countingRule, says: COUNTING_RULES[countingRule].says, count: tally.totals[countingRule] },
    counts: tally.totals,
    perSide: { says: PER_SIDE_SAYS, ...tally.perSide },
    checkpoint,
  };
}

/** What is signed: it says of itself what it is, so that no other signature can pass for it. */
export function manifestText(origin: string, manifest: Manifest): string {
  return `${origin}/manifest/v1\n${canonicalJson(manifest)}\n`;
}
