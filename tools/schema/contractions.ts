// contractions.ts - may api and worker of the version before a migration go on beside it? What takes something away from them is told.

export interface Column {
  table: string;
  name: string;
  type: string;
  isRequired: boolean;
  /** The database fills it in when a statement does not name it. */
  hasDefault: boolean;
}

/** What breaks statements that were written for `before`, in sentences; none for a migration that only expands. */
export function contractions(before: readonly Column[], after: readonly Column[]): string[] {
  const tables = new Set(before.map(({ table }) => table));
  const then = new Map(before.map((column) => [keyOf(column), column]));
  const now = new Map(after.map((column) => [keyOf(column), column]));
  const taken = before.flatMap((column) => {
    const left = now.get(keyOf(column));
    if (!left) return [`${keyOf(column)} is gone`];
    if (left.type !== column.type) return [`${keyOf(column)} was ${column.type} and is ${left.type}`];
    return left.isRequired && !column.isRequired ? [`${keyOf(column)} may no longer be left empty`] : [];
  });
  const asked = after.filter((column) => tables.has(column.table) && !then.has(keyOf(column)) && column.isRequired && !column.hasDefault);
  return [...taken, ...asked.map((column) => `${keyOf(column)} is asked for, and earlier versions do not know it`)];
}

function keyOf({ table, name }: Column): string {
  return `${table}.${name}`;
}
