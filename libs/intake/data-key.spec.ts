import * as fc from 'fast-check';
import { unwrap, wrap } from './data-key';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((made) => Buffer.from(made));

describe('the layer around a sealed original', () => {
  it('comes off with its key', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), bytes(32), bytes(12), (text, key, nonce) => {
      expect(unwrap(wrap(text, key, nonce), key)).toEqual(Buffer.from(text));
    }));
  });

  it('comes off with no other key, and not when a bit was changed', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), bytes(32), bytes(32), bytes(12), fc.nat(), (text, key, other, nonce, at) => {
      fc.pre(!key.equals(other));
      const wrapped = wrap(text, key, nonce);
      expect(() => unwrap(wrapped, other)).toThrow();
      const changed = Buffer.from(wrapped);
      changed[at % changed.length]! ^= 1;
      expect(() => unwrap(changed, key)).toThrow();
    }));
  });
});
