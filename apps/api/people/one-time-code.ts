// one-time-code.ts - the six digits of the moment (RFC 6238), as every authenticator shows them.
import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
/** Clocks of telephones may differ by one period either way. */
const WINDOW = 1;

export function newCodeSecret(random: Buffer): string {
  return new Secret({ buffer: new Uint8Array(random).buffer }).base32;
}

/** The half minute a code belongs to, or null for a code of no half minute near `now`. A step is good once. */
export function stepOfCode(code: string, secret: string, now: Date): number | null {
  const delta = totpOf(secret).validate({ token: code, window: WINDOW, timestamp: now.getTime() });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD_S) + delta;
}

export function codeAt(secret: string, at: Date): string {
  return totpOf(secret).generate({ timestamp: at.getTime() });
}

/** What an authenticator takes in, as a picture or by hand. */
export function enrolmentUri(login: string, secret: string): string {
  return totpOf(secret, login).toString();
}

function totpOf(secret: string, label = 'hotline'): TOTP {
  return new TOTP({ issuer: 'Hotline', label, algorithm: 'SHA1', digits: 6, period: PERIOD_S, secret: Secret.fromBase32(secret) });
}
