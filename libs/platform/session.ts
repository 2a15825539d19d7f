// session.ts - is somebody still signed in, and what does their browser keep? A cookie no script can read, worth nothing once ended.
import { createHmac, timingSafeEqual } from 'node:crypto';

export type SessionState = 'ACTIVE' | 'ENDED' | 'IDLE' | 'EXPIRED';

export interface SessionTimes {
  openedAt: Date;
  seenAt: Date;
  endedAt: Date | null;
}

const MINUTE_MS = 60_000;

/** Unused for so long, a session is over; an open page that listens uses it. */
export const IDLE_MS = 30 * MINUTE_MS;
/** However busy, nobody is signed in for longer than a working day. */
export const LIFE_MS = 12 * 60 * MINUTE_MS;
/** A use is written down this often at most. */
export const SEEN_EVERY_MS = MINUTE_MS;

export function sessionState({ openedAt, seenAt, endedAt }: SessionTimes, now: Date): SessionState {
  if (endedAt) return 'ENDED';
  if (now.getTime() - openedAt.getTime() >= LIFE_MS) return 'EXPIRED';
  if (now.getTime() - seenAt.getTime() >= IDLE_MS) return 'IDLE';
  return 'ACTIVE';
}

/** `__Host-` binds a cookie to exactly this host; browsers take it over https only. */
export function cookieNameOf(isHttps: boolean): string {
  return isHttps ? '__Host-hotline' : 'hotline';
}

export interface CookieRule {
  isHttps: boolean;
  sameSite: 'Strict' | 'Lax';
  path: string;
  maxAgeS: number;
}

/** An empty value and an age of 0 take a cookie away. */
export function writeCookie(name: string, value: string, { isHttps, sameSite, path, maxAgeS }: CookieRule): string {
  return `${name}=${value}; Path=${path}; Max-Age=${maxAgeS}; HttpOnly; SameSite=${sameSite}${isHttps ? '; Secure' : ''}`;
}

export function readCookie(header: string | undefined, name: string): string | null {
  const found = (header ?? '').split(';').map((pair) => pair.trim()).find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return found && /^[\w-]{16,2000}$/.test(found) ? found : null;
}

/** What a request that changes something must carry beside the cookie: only a page of this service was told it. */
export function csrfTokenOf(sessionId: string, secret: Buffer): string {
  return createHmac('sha256', secret).update(`csrf ${sessionId}`).digest('base64url');
}

export function isCsrfToken(given: unknown, sessionId: string, secret: Buffer): boolean {
  const expected = Buffer.from(csrfTokenOf(sessionId, secret));
  const bytes = Buffer.from(typeof given === 'string' ? given : '');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
