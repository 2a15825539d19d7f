// wire-value.ts - what PostgreSQL sends, as an export writes it: instants stay text and lists are cut, where `pg` would build objects.

/** `2016-02-29 09:00:00.5+00` to `2016-02-29T09:00:00.500Z`. The session's time zone is UTC and its instants have milliseconds. */
export function instantOf(text: string): string {
  if (!/^\d{4}-\d\d-\d\d .{8}(\.\d{1,3})?\+00$/.test(text)) throw new RangeError(`An instant that no export can write: ${text}`);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(3, '0')}Z`;
}

/** A list of codes; null for one that needs a full reader: PostgreSQL quotes whatever is more than a code. */
export function listOf(text: string): string[] | null {
  if (text === '{}') return [];
  return /^\{[\w.:,-]+\}$/.test(text) && !/NULL/i.test(text) ? text.slice(1, -1).split(',') : null;
}
