// canonical-json.ts - one spelling for one value (RFC 8785), so that equal values hash alike in any language.

/**
 * JSON Canonicalization Scheme: keys sorted by UTF-16 code units, ECMAScript number and string forms, no white space.
 * `undefined` members are left out; a Date is written as its ISO instant.
 * @throws TypeError for values JSON cannot hold (NaN, Infinity, functions, bigint) and for lone surrogates
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('JSON has no NaN and no Infinity');
    return JSON.stringify(value);
  }
  if (value instanceof Date) return quoted(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object') {
    let members = '';
    for (const key of sortedKeys(value as Members)) members += `${members && ','}${quoted(key)}:${canonicalJson((value as Members)[key])}`;
    return `{${members}}`;
  }
  throw new TypeError(`JSON has no ${typeof value}`);
}

type Members = Readonly<Record<string, unknown>>;

/** So few are put in order by moving them: `sort` sets up more than it then does. */
const FEW = 32;

/** Of what is defined. */
function sortedKeys(value: Members): string[] {
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  if (keys.length > FEW) return keys.sort();
  for (let next = 1; next < keys.length; next++) {
    const key = keys[next]!;
    let at = next;
    for (; at > 0 && keys[at - 1]! > key; at--) keys[at] = keys[at - 1]!;
    keys[at] = key;
  }
  return keys;
}

/** Printable ASCII without quote and backslash, which is nearly all text of a log: nothing to escape, and no surrogates. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError('half of a surrogate pair has no canonical form');
  return JSON.stringify(text);
}
