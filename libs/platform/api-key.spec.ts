import * as fc from 'fast-check';
import { keyState, KEY_ENVIRONMENTS, readKey, writeKey } from './api-key';

const hex = (length: number) => fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length }).map((digits) => digits.join(''));
const keys = fc.record({ env: fc.constantFrom(...KEY_ENVIRONMENTS), kid: hex(12), secret: hex(64) });

describe('an API key', () => {
  it('is read back as it was written', () => fc.assert(fc.property(keys, (key) => expect(readKey(writeKey(key))).toEqual(key))));

  it('is not taken with one character changed', () => {
    fc.assert(
      fc.property(keys, fc.nat(), fc.constantFrom(...'0123456789abcdefg_ '), (key, at, char) => {
        const text = writeKey(key);
        const changed = text.slice(0, at % text.length) + char + text.slice((at % text.length) + 1);
        fc.pre(changed !== text);
        expect(readKey(changed)).toBeNull();
      }),
    );
  });

  it.each([
    ['never expires', null, null, 'ACTIVE'],
    ['expires later', '2026-01-02', null, 'ACTIVE'],
    ['expires now', '2026-01-01', null, 'EXPIRED'],
    ['was revoked', '2026-01-02', '2025-12-31', 'REVOKED'],
    ['will end by rotation', null, '2026-01-02', 'ACTIVE'],
  ])('that %s', (_, expiresAt, revokedAt, state) => {
    const at = (day: string | null) => (day ? new Date(day) : null);
    expect(keyState({ expiresAt: at(expiresAt), revokedAt: at(revokedAt) }, new Date('2026-01-01'))).toBe(state);
  });
});
