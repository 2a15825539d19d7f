// journal-against-log.ts - the heads that witnesses cosigned, held against an exported log. The log itself is for verify.mjs to check.
import { CompactRange, type Witnessed } from '@hotline/ledger';

export interface AgainstLog<Line> {
  /** The log has another root at this size: somebody was shown another history. */
  contradicted: Line[];
  /** The log ends before this size: it was exported earlier, and can say nothing of it. */
  newer: Line[];
}

/** @param log the lines of a log.ndjson */
export async function againstLog<Line extends Witnessed>(log: AsyncIterable<string> | Iterable<string>, lines: readonly Line[]): Promise<AgainstLog<Line>> {
  const tree = new CompactRange();
  const rootAt = new Map<number, string>([[0, tree.root().toString('base64')]]);
  const wanted = new Set(lines.map(({ size }) => size));
  for await (const text of log) {
    const row = JSON.parse(text) as { leafHash?: string };
    if (typeof row.leafHash !== 'string') continue;
    tree.append(Buffer.from(row.leafHash, 'hex'));
    if (wanted.has(tree.size)) rootAt.set(tree.size, tree.root().toString('base64'));
  }
  const newer = lines.filter(({ size }) => size > tree.size);
  return { newer, contradicted: lines.filter(({ size, root }) => size <= tree.size && rootAt.get(size) !== root) };
}
