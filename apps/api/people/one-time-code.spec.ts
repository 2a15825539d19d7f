import { Secret } from 'otpauth';
import { codeAt, enrolmentUri, newCodeSecret, stepOfCode } from './one-time-code';
import { openText, sealText } from './sealed-text';

/** RFC 6238, appendix B (SHA-1), cut to six digits. */
const secret = Secret.fromLatin1('12345678901234567890').base32;
const at = (seconds: number) => new Date(seconds * 1000);

describe('a code of the moment', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
  ])('at %d seconds is %s, as the standard says', (seconds, code) => {
    expect(codeAt(secret, at(seconds))).toBe(code);
    expect(stepOfCode(code, secret, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it.each([
    ['a clock 30 s ahead', 30, true],
    ['a clock 30 s behind', -30, true],
    ['a code a minute and a half old', 90, false],
  ])('%s', (_, later, isGood) => expect(stepOfCode('287082', secret, at(45 + later)) !== null).toBe(isGood));

  it('is made of a secret that an authenticator can take in', () => {
    const made = newCodeSecret(Buffer.alloc(20, 7));
    expect(made).toMatch(/^[A-Z2-7]{32}$/);
    expect(new URL(enrolmentUri('anna', made)).searchParams.get('secret')).toBe(made);
  });
});

describe('a sealed text', () => {
  const key = Buffer.alloc(32, 1);
  const sealed = sealText('secret words', 'anna', key, Buffer.alloc(12, 2));
  const bent = Buffer.from(sealed);
  bent[14]! ^= 1;
  it.each([
    ['as it was sealed', sealed, 'anna', key, 'secret words'],
    ['for somebody else', sealed, 'boris', key, null],
    ['under another secret', sealed, 'anna', Buffer.alloc(32, 3), null],
    ['with a bit changed', bent, 'anna', key, null],
    ['cut off', sealed.subarray(0, 20), 'anna', key, null],
  ])('%s', (_, bytes, about, secretOf, text) => expect(openText(bytes, about, secretOf)).toBe(text));
});
