// how-far.ts - how many rows of an export are here, by the lines that are.

/** Lines above the first row. A workbook is packed: its bytes have no lines that mean anything. */
const ABOVE = { csv: 1, ndjson: 0, geojson: 1, xlsx: null, log: 0 } as const;

export type Format = keyof typeof ABOVE;

/** @param total rows of the whole, when known: below the last one GeoJSON and the log have lines of another kind */
export function rowsHere(format: Format, lines: number, total: number | null): number | null {
  const above = ABOVE[format];
  return above === null ? null : Math.min(Math.max(lines - above, 0), total ?? Infinity);
}
