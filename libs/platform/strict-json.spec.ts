import { HotlineError } from './errors';
import { parseStrictJson } from './strict-json';

const parse = (text: string) => parseStrictJson(Buffer.from(text, 'utf8'));
const problemOf = (bytes: Buffer) => {
  try {
    parseStrictJson(bytes);
  } catch (error) {
    return error instanceof HotlineError ? `${error.code}: ${error.detail}` : error;
  }
  return 'accepted';
};

describe('strict JSON', () => {
  it.each([
    ['a nested object', '{"a":{"b":[1,2,{"c":"d"}]}}'],
    ['the same key in two objects', '[{"a":1},{"a":2}]'],
    ['brackets and quotes inside strings', '{"a":"}]\\"{[","b":"\\\\"}'],
    ['a whole surrogate pair, escaped', '{"a":"\\ud83d\\ude00"}'],
    ['Arabic and Russian', '{"a":"حربنفسه","b":"Харбнафса"}'],
    ['a key that only looks like a duplicate', '{"a":"a","b":["a","a"]}'],
    ['exactly eight levels', '[[[[[[[[1]]]]]]]]'],
  ])('takes %s', (_, text) => expect(parse(text)).toEqual(JSON.parse(text)));

  it.each([
    ['nothing', Buffer.alloc(0), 'the body is empty'],
    ['half an object', Buffer.from('{"a":'), 'request.malformed_json'],
    ['an unclosed string', Buffer.from('{"a":"b'), 'a string is not closed'],
    ['a trailing comma', Buffer.from('{"a":1,}'), 'request.malformed_json'],
    ['a duplicate key', Buffer.from('{"a":1,"b":2,"a":3}'), 'the key "a" appears twice'],
    ['a duplicate key spelt with an escape', Buffer.from('{"a":1,"\\u0061":3}'), 'the key "a" appears twice'],
    ['NUL', Buffer.from('{"a":"x\\u0000y"}'), 'NUL'],
    ['a lone surrogate', Buffer.from('{"a":"\\ud83d"}'), 'half of a surrogate pair'],
    ['a lone surrogate in a key', Buffer.from('{"\\udc00":1}'), 'half of a surrogate pair'],
    ['__proto__', Buffer.from('{"__proto__":{"a":1}}'), '__proto__'],
    ['nine levels', Buffer.from('[[[[[[[[[1]]]]]]]]]'), 'deeper than 8'],
    ['100 KB of brackets', Buffer.alloc(100_000, '['), 'deeper than 8'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'not valid UTF-8'],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le'), 'request.malformed_json'],
    ['a byte order mark', Buffer.from('\ufeff{"a":1}'), 'request.malformed_json'],
    ['a control character inside a string', Buffer.from('{"a":"x\ny"}'), 'request.malformed_json'],
  ])('refuses %s', (_, bytes, why) => expect(problemOf(bytes)).toContain(why));
});
