// wire-value.ts - what PostgreSQL prints, as the value that an export writes: instants stay text.

export interface ReadAs {
  text: string;
  number: number;
  boolean: boolean;
  instant: string;
  list: readonly string[];
}
export type Kind = keyof ReadAs;

export const READERS: { readonly [Name in Kind]: (text: string) => ReadAs[Name] } = {
  text: (text) => text,
  number: Number,
  boolean: (text) => text === 't',
  instant: instantOf,
  list: listOf,
};

/** Whatever is more than a code is quoted. */
function listOf(text: string): string[] {
  return Array.from(text.matchAll(/"((?:[^"\\]|\\.)*)"|([^{},]+)/gs), ([, quoted, plain]) => (quoted === undefined ? plain! : quoted.replace(/\\(.)/gs, '$1')));
}

/** `2016-02-29 09:00:00.5+00` to `2016-02-29T09:00:00.500Z`. The session's time zone is UTC and its instants have milliseconds. */
export function instantOf(text: string): string {
  if (!/^\d{4}-\d\d-\d\d .{8}(\.\d{1,3})?\+00$/.test(text)) throw new RangeError(`An instant that no export can write: ${text}`);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(3, '0')}Z`;
}
