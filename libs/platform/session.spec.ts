import { cookieNameOf, csrfTokenOf, IDLE_MS, isCsrfToken, LIFE_MS, readCookie, sessionState, writeCookie } from './session';

const now = new Date('2016-03-01T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);

describe('a session', () => {
  it.each([
    ['just opened', 0, 0, null, 'ACTIVE'],
    ['almost idle', IDLE_MS, IDLE_MS - 1, null, 'ACTIVE'],
    ['idle', IDLE_MS, IDLE_MS, null, 'IDLE'],
    ['used all day, almost over', LIFE_MS - 1, 0, null, 'ACTIVE'],
    ['used all day', LIFE_MS, 0, null, 'EXPIRED'],
    ['ended this instant', 0, 0, now, 'ENDED'],
  ])('that is %s', (_, opened, seen, endedAt, state) => {
    expect(sessionState({ openedAt: ago(opened), seenAt: ago(seen), endedAt }, now)).toBe(state);
  });
});

describe('a cookie', () => {
  it('is out of reach of scripts and other sites, and goes over https only where there is https', () => {
    expect(writeCookie(cookieNameOf(true), 'v', { isHttps: true, sameSite: 'Strict', path: '/', maxAgeS: 9 })).toBe('__Host-hotline=v; Path=/; Max-Age=9; HttpOnly; SameSite=Strict; Secure');
    expect(writeCookie(cookieNameOf(false), 'v', { isHttps: false, sameSite: 'Lax', path: '/x', maxAgeS: 9 })).toBe('hotline=v; Path=/x; Max-Age=9; HttpOnly; SameSite=Lax');
  });

  it.each([
    ['alone', 'hotline=0123456789abcdef', '0123456789abcdef'],
    ['among others', 'a=b; hotline=0123456789abcdef; c=d', '0123456789abcdef'],
    ['of a name that only ends like ours', 'not-hotline=0123456789abcdef', null],
    ['with characters we never write', 'hotline=0123456789abcdef%00', null],
    ['absent', undefined, null],
  ])('is read %s', (_, header, value) => expect(readCookie(header, 'hotline')).toBe(value));
});

describe('the token beside the cookie', () => {
  const secret = Buffer.alloc(32, 1);
  it.each([
    ['of this session', csrfTokenOf('a', secret), true],
    ['of another session', csrfTokenOf('b', secret), false],
    ['of another installation', csrfTokenOf('a', Buffer.alloc(32, 2)), false],
    ['left out', undefined, false],
    ['sent twice', ['a', 'b'], false],
  ])('%s', (_, given, isGood) => expect(isCsrfToken(given, 'a', secret)).toBe(isGood));
});
