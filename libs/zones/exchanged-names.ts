// exchanged-names.ts - English in the Arabic column and Arabic in the English one: put back where they belong.

type Properties = Record<string, unknown>;

const ARABIC = /[\u0621-\u064A]/;
const LATIN = /[A-Za-z]/;

/**
 * A pair of columns that differ only in `EN` and `AR` is exchanged when the English one has Arabic letters and no Latin ones,
 * and the Arabic one the other way round. One of the two alone proves nothing and stays as it is.
 */
export function unexchanged(properties: Properties): { properties: Properties; exchanged: string[] } {
  const exchanged = Object.keys(properties).filter((key) => {
    const twin = twinOf(key);
    return twin !== null && isOnly(ARABIC, LATIN, properties[key]) && isOnly(LATIN, ARABIC, properties[twin]);
  });
  const mended = { ...properties };
  for (const key of exchanged) {
    const twin = twinOf(key)!;
    [mended[key], mended[twin]] = [properties[twin], properties[key]];
  }
  return { properties: mended, exchanged };
}

function twinOf(key: string): string | null {
  if (/(^|_)EN$/.test(key)) return key.replace(/EN$/, 'AR');
  return /_en$/.test(key) ? key.replace(/en$/, 'ar') : null;
}

function isOnly(script: RegExp, other: RegExp, value: unknown): boolean {
  return typeof value === 'string' && script.test(value) && !other.test(value);
}
