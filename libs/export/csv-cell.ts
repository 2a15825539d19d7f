// csv-cell.ts - a value as a spreadsheet may safely see it.

/** Control characters (tabs and line ends too) and the marks that reorder text on a screen. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** What a spreadsheet may take for a formula, also behind blanks or in full width. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

export type CsvValue = string | number | boolean | Date | null | readonly string[];

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
  if (value instanceof Date) return value.toISOString();
  return (typeof value === 'string' ? value : value.join(';')).replace(UNSAFE, ' ').trim();
}
