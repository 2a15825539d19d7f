// reference-row.ts - the agreement's files as rows: one per party, acceptance, obligation, ..., each with its source.

/** What a file says of one thing. */
export interface ReferenceContent {
  collection: string;
  code: string;
  content: Record<string, unknown>;
  source: string;
  /** When it holds in the world, where the content says so: from inclusive, to exclusive. */
  validFrom: Date | null;
  validTo: Date | null;
}

/** A row as it is kept: what was said, and when we knew it. */
export interface ReferenceRow extends ReferenceContent {
  id: string;
  recordedAt: Date;
}

/** How a judgement names a row it used: what it is, and which version of it. */
export function rowName({ collection, code, id }: Pick<ReferenceRow, 'collection' | 'code' | 'id'>): string {
  return `${collection}/${code}#${id.slice(0, 8)}`;
}

export class ReferenceFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The reference data is not acceptable:\n- ${faults.join('\n- ')}`);
  }
}

type Content = Record<string, unknown>;

/**
 * The rows of one file: a list gives a row per member; an object with a code or a version is one row; of any other object
 * the lists give rows (`obligations.json` holds `obligations` and `unmapped`) and what is left is one row called `about`.
 * @param name the file's name without its ending
 * @throws ReferenceFault naming every member without a code or a source
 */
export function rowsOfFile(name: string, content: unknown): ReferenceContent[] {
  const faults: string[] = [];
  const rows = Array.isArray(content) ? list(name, content, faults) : isObject(content) ? object(name, content, faults) : [];
  if (rows.length === 0 && faults.length === 0) faults.push(`${name}: holds neither a list nor an object`);
  const seen = new Set<string>();
  for (const { collection, code } of rows) {
    if (seen.has(`${collection}/${code}`)) faults.push(`${collection}/${code}: is there twice`);
    seen.add(`${collection}/${code}`);
  }
  if (faults.length > 0) throw new ReferenceFault(faults);
  return rows;
}

function object(name: string, content: Content, faults: string[]): ReferenceContent[] {
  if (typeof content.code === 'string') return row(name, content.code, content, null, faults);
  if (typeof content.version === 'string') return row(name, name, content, null, faults);
  const lists = Object.entries(content).filter((entry): entry is [string, Content[]] => Array.isArray(entry[1]) && entry[1].length > 0 && entry[1].every(isObject));
  const rest = Object.fromEntries(Object.entries(content).filter(([key]) => !lists.some(([of]) => of === key)));
  const fallback = typeof content.source === 'string' ? content.source : null;
  return [
    ...lists.flatMap(([key, members]) => list(sameWord(key, name) ? name : `${name}/${key}`, members, faults, fallback)),
    ...(Object.keys(rest).length > 0 ? row(name, 'about', rest, 'as the rows of this file', faults) : []),
  ];
}

function list(collection: string, members: readonly unknown[], faults: string[], fallback: string | null = null): ReferenceContent[] {
  return members.flatMap((member, at) => {
    const code = isObject(member) ? [member.code, member.id, member.allegation, member.name].find((each) => typeof each === 'string') : undefined;
    if (typeof code === 'string' && isObject(member)) return row(collection, code, member, fallback, faults);
    faults.push(`${collection}[${at}]: has no code`);
    return [];
  });
}

function row(collection: string, code: string, content: Content, fallback: string | null, faults: string[]): ReferenceContent[] {
  const source = typeof content.source === 'string' ? content.source : fallback;
  if (!source) faults.push(`${collection}/${code}: has no source`);
  const validFrom = dateOf(content.from ?? content.effectiveFrom);
  const validTo = dateOf(content.to);
  if (validFrom === 'bad' || validTo === 'bad') faults.push(`${collection}/${code}: its from or to is not an instant`);
  if (!source || validFrom === 'bad' || validTo === 'bad') return [];
  if (validFrom && validTo && validFrom >= validTo) faults.push(`${collection}/${code}: ends before it begins`);
  return [{ collection, code, content, source, validFrom, validTo }];
}

/** An instant with an offset, or a day, which stands for its first instant in UTC. */
export function dateOf(stated: unknown): Date | null | 'bad' {
  if (stated === null || stated === undefined) return null;
  if (typeof stated !== 'string' || !/^\d{4}-\d\d-\d\d(T(?:[01]\d|2[0-3]):\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(stated)) return 'bad';
  const parsed = new Date(stated);
  const day = new Date(`${stated.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || !day.toISOString().startsWith(stated.slice(0, 10)) ? 'bad' : parsed;
}

function sameWord(a: string, b: string): boolean {
  return a.toLowerCase().replace(/[^a-z]/g, '') === b.toLowerCase().replace(/[^a-z]/g, '');
}

function isObject(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
