// copied-text.ts - rows as `COPY ... TO STDOUT` prints them: a line each, tabs between cells, whatever could be mistaken behind a backslash.

export const [TAB, LINE_END, BACKSLASH] = [9, 10, 92];
/** How a cell begins in which nothing stands: its own backslash would be doubled. */
export const NOTHING = '\\N';

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** @param printed what stands between two tabs */
export function cellOf(printed: string): string | null {
  if (!printed.includes('\\')) return printed;
  if (printed === NOTHING) return null;
  return printed.replace(/\\(.)/gs, (_, mark: string) => ESCAPED[mark] ?? mark);
}

/** @param block whole lines */
export function cellsIn(block: Uint8Array): (string | null)[][] {
  const lines = Buffer.from(block.buffer, block.byteOffset, block.length).toString().split('\n');
  lines.pop(); // behind the last line end
  return lines.map((line) => line.split('\t').map(cellOf));
}
