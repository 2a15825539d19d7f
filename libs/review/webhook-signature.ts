// webhook-signature.ts - how a receiver knows that events come from here, and not long ago.
import { createHmac } from 'node:crypto';

/** The signing key of one webhook: derived from the service's secret, shown once, stored nowhere. */
export function webhookKey(secret: Buffer, webhookId: string): string {
  return createHmac('sha256', secret).update(`webhook ${webhookId}`).digest('hex');
}

/** `t=<seconds since 1970>,v1=<hex HMAC-SHA-256 over "t.body" with the key's text>`. */
export function signatureOf(key: string, body: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1000);
  return `t=${t},v1=${createHmac('sha256', key).update(`${t}.${body}`).digest('hex')}`;
}

/** How long to wait after so many failures in a row, in milliseconds: 2 s doubling up to an hour. */
export function retryAfter(failures: number): number {
  return Math.min(3_600_000, 1_000 * 2 ** Math.min(failures, 20));
}
