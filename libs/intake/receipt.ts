// receipt.ts - the token that lets a reporter, and nobody else, ask what became of a report.
import { createHmac, timingSafeEqual } from 'node:crypto';

const TAG_BYTES = 16;

/** Derived, not stored: whoever reads the database cannot make one, and a retry gets the same one. */
export function receiptOf(reportId: string, secret: Buffer): string {
  const id = Buffer.from(reportId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, tagOf(id, secret)]).toString('base64url');
}

/** The report id a genuine receipt stands for, or null. */
export function reportIdOf(receipt: string, secret: Buffer): string | null {
  if (!/^[\w-]{43}$/.test(receipt)) return null;
  const bytes = Buffer.from(receipt, 'base64url');
  const id = bytes.subarray(0, 16);
  if (!timingSafeEqual(bytes.subarray(16), tagOf(id, secret))) return null;
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function tagOf(id: Buffer, secret: Buffer): Buffer {
  return createHmac('sha256', secret).update('receipt\0').update(id).digest().subarray(0, TAG_BYTES);
}
