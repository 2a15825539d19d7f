import * as fc from 'fast-check';
import { canonicalJson } from './canonical-json';

describe('canonical JSON', () => {
  it.each([
    ['sorts keys by UTF-16 code units', { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }, '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'],
    ['writes numbers as ECMAScript does', [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0], '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]'],
    ['leaves out undefined members', { a: undefined, b: null }, '{"b":null}'],
    ['writes a date as its instant', { at: new Date('2016-02-26T22:00:00Z') }, '{"at":"2016-02-26T22:00:00.000Z"}'],
  ])('%s', (_, value, text) => expect(canonicalJson(value)).toBe(text));

  it.each([['NaN', Number.NaN], ['a function', () => 1], ['a lone surrogate', '\ud800']])('refuses %s', (_, value) =>
    expect(() => canonicalJson(value)).toThrow(TypeError),
  );

  it('sorts few keys and many', () => {
    const text = (keys: readonly string[]) => `{${keys.map((key) => `${JSON.stringify(key)}:1`).join(',')}}`;
    const keys = fc.uniqueArray(fc.string(), { maxLength: 80, size: 'max' });
    fc.assert(fc.property(keys, (names) => expect(canonicalJson(Object.fromEntries(names.map((name) => [name, 1])))).toBe(text([...names].sort()))));
  });

  it('is read back as the same value, whatever the order of keys', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))));
  });
});
