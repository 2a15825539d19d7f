// strict-json.ts - bytes to a value, refusing everything that JSON.parse or PostgreSQL would silently change.
import { HotlineError } from './errors';

/** Deeper than any contract body needs, far shallower than what breaks recursive validators. */
export const MAX_DEPTH = 8;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses one JSON document strictly: valid UTF-8 without a byte order mark, no duplicate keys, at most `maxDepth` levels,
 * no NUL and no lone surrogate in any string (PostgreSQL refuses or rewrites both), no `__proto__` key.
 * @throws HotlineError request.malformed_json, with the place or the key named
 */
export function parseStrictJson(bytes: Uint8Array, maxDepth = MAX_DEPTH): unknown {
  const text = decode(bytes);
  scan(text, maxDepth);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(shorten(error instanceof Error ? error.message : 'not JSON'));
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes.length === 0) throw malformed('the body is empty');
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed('the body is not valid UTF-8');
  }
}

/** One pass over the text, before anything recursive sees it: depth, duplicate keys, forbidden characters. */
function scan(text: string, maxDepth: number): void {
  // Only an escape can hide a quote, a NUL or half of a pair: bytes that are UTF-8 have no halves, and JSON.parse refuses a bare NUL.
  const hasEscapes = text.includes('\\');
  const keys: (Set<string> | null)[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x7b || char === 0x5b) {
      keys.push(char === 0x7b ? new Set() : null);
      if (keys.length > maxDepth) throw malformed(`nesting is deeper than ${maxDepth} levels`);
    } else if (char === 0x7d || char === 0x5d) {
      keys.pop();
    } else if (char === 0x22) {
      const end = hasEscapes ? endOfString(text, i) : text.indexOf('"', i + 1);
      if (end === -1) throw malformed('a string is not closed');
      const ofObject = keys.at(-1);
      const isAKey = ofObject && isKey(text, end);
      if (hasEscapes || isAKey) {
        const value = checkedString(text.slice(i + 1, end));
        if (isAKey) addKey(ofObject, value);
      }
      i = end;
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x5c) i++;
    else if (char === 0x22) return i;
  }
  return -1;
}

function checkedString(raw: string): string {
  if (!raw.includes('\\')) return raw;
  const value = unescape(`"${raw}"`);
  if (value.includes('\0')) throw malformed('a string holds a NUL character');
  if (!value.isWellFormed()) throw malformed('a string holds half of a surrogate pair');
  return value;
}

function addKey(keys: Set<string>, key: string): void {
  if (key === '__proto__') throw malformed('the key "__proto__" is not allowed');
  if (keys.has(key)) throw malformed(`the key ${JSON.stringify(shorten(key))} appears twice`);
  keys.add(key);
}

function unescape(raw: string): string {
  try {
    return JSON.parse(raw) as string;
  } catch {
    throw malformed('a string holds an unknown escape or a control character');
  }
}

function isKey(text: string, end: number): boolean {
  let i = end + 1;
  while (isSpace(text.charCodeAt(i))) i++;
  return text.charCodeAt(i) === 0x3a;
}

function isSpace(char: number): boolean {
  return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09;
}

function shorten(message: string): string {
  return message.length > 80 ? `${message.slice(0, 80)}...` : message;
}

function malformed(detail: string): HotlineError {
  return new HotlineError('request.malformed_json', detail);
}
