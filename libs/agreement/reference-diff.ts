// reference-diff.ts - what would a folder of reference data change of what is known? Row by row, field by field.
import { canonicalJson } from '@hotline/platform';
import type { ReferenceContent, ReferenceRow } from './reference-row';

export interface RowChange {
  /** `collection/code`. */
  row: string;
  change: 'added' | 'superseded' | 'withdrawn';
  /** Which fields of the row say something else, sorted. */
  fields: string[];
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** The id of the row that it takes the place of. */
  supersedes: string | null;
  /** What is to be stored; null withdraws. */
  incoming: ReferenceContent | null;
}

/**
 * Rows that say the same stay; rows that are not mentioned stay, unless `withdrawMissing` says that the incoming
 * collections are complete: then what they leave out is withdrawn.
 */
export function diffOf(current: readonly ReferenceRow[], incoming: readonly ReferenceContent[], { withdrawMissing = false } = {}): RowChange[] {
  const known = new Map(current.map((row) => [nameOf(row), row]));
  const changes = incoming.flatMap((row): RowChange[] => {
    const before = known.get(nameOf(row));
    const change = { row: nameOf(row), after: row.content, incoming: row };
    if (!before) return [{ ...change, change: 'added', fields: Object.keys(row.content).sort(), before: null, supersedes: null }];
    if (canonicalJson(said(before)) === canonicalJson(said(row))) return [];
    return [{ ...change, change: 'superseded', fields: changedFields(before, row), before: before.content, supersedes: before.id }];
  });
  if (!withdrawMissing) return changes;
  const mentioned = new Set(incoming.map(nameOf));
  const collections = new Set(incoming.map(({ collection }) => collection));
  const missing = current.filter((row) => collections.has(row.collection) && !mentioned.has(nameOf(row)));
  return [...changes, ...missing.map((row): RowChange => ({ row: nameOf(row), change: 'withdrawn', fields: [], before: row.content, after: null, supersedes: row.id, incoming: null }))];
}

/** The whole as it would be known: what is current, with the changes in place. */
export function afterChanges(current: readonly ReferenceContent[], changes: readonly RowChange[]): ReferenceContent[] {
  const whole = new Map(current.map((row) => [nameOf(row), row]));
  for (const { row, incoming } of changes) {
    if (incoming) whole.set(row, incoming);
    else whole.delete(row);
  }
  return [...whole.values()];
}

function changedFields(before: ReferenceContent, after: ReferenceContent): string[] {
  const keys = new Set([...Object.keys(before.content), ...Object.keys(after.content)]);
  const differs = [...keys].filter((key) => canonicalJson(before.content[key] ?? null) !== canonicalJson(after.content[key] ?? null));
  return (differs.length > 0 ? differs : ['source']).sort();
}

function said({ content, source, validFrom, validTo }: ReferenceContent) {
  return { content, source, validFrom, validTo };
}

function nameOf({ collection, code }: Pick<ReferenceContent, 'collection' | 'code'>): string {
  return `${collection}/${code}`;
}
