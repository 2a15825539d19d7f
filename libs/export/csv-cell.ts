// csv-cell.ts - a value as a spreadsheet may safely see it, and a line of them (RFC 4180).

/** Control characters (tabs and line ends too) and the marks that reorder text on a screen. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** What a spreadsheet may take for a formula, also behind blanks or in full width. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** Codes, ids and instants, which are nearly all cells: nothing to strip, to defuse or to quote. */
const PLAIN = /^\w[\w.:;-]*$/;

export type CsvValue = string | number | boolean | null | readonly string[];

/** Numbers stay numbers, so that coordinates can be computed with; text is stripped and can never be a formula. */
export function csvCell(value: CsvValue): string | number {
  const cell = textCell(value);
  return typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell;
}

/** The same where text is told from formulas by its type. */
export function textCell(value: CsvValue): string | number {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? value : '';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  const text = typeof value === 'string' ? value : value.join(';');
  return PLAIN.test(text) ? text : text.replace(UNSAFE, ' ').trim();
}

/** Ends with CRLF; a cell with a comma or a quote is quoted. Cells hold no line ends: `textCell` has replaced them. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvText).join(',')}\r\n`;
}

/** A cell of a line. */
export function csvText(value: CsvValue): string {
  if (typeof value === 'string' && PLAIN.test(value)) return value;
  const cell = csvCell(value);
  return typeof cell === 'string' && /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : String(cell);
}
