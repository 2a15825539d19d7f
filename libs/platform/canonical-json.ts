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
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${quoted(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`JSON has no ${typeof value}`);
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('half of a surrogate pair has no canonical form');
  return JSON.stringify(text);
}
