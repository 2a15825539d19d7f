// row-text.ts - a row as PostgreSQL prints it, `(a,"b, c",,"{x,y}")`: one text to read instead of a value for every column.

const QUOTE = 34;
/** A quoted cell: inside it a quote and a backslash stand twice. */
const QUOTED = /"((?:[^"\\]|""|\\.)*)"/sy;

export interface Cell {
  /** Null where nothing stands; an empty text is quoted. */
  text: string | null;
  /** Where the comma behind it stands, or the bracket that ends the row. */
  end: number;
}

/** @param at where the cell begins: 1 for the first, behind a comma for every other one */
export function cellAt(row: string, at: number): Cell {
  if (row.charCodeAt(at) !== QUOTE) {
    const comma = row.indexOf(',', at);
    const end = comma === -1 ? row.length - 1 : comma;
    return { text: end === at ? null : row.slice(at, end), end };
  }
  QUOTED.lastIndex = at;
  const found = QUOTED.exec(row);
  if (!found) throw new RangeError('A row whose quotes do not end.');
  return { text: found[1]!.replace(/""|\\(.)/gs, (pair, escaped: string | undefined) => escaped ?? pair.slice(1)), end: at + found[0].length };
}
