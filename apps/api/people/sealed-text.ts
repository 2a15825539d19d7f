// sealed-text.ts - words for this service's eyes only, kept where others may look: AES-256-GCM under a key derived for one purpose.
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** `about` is whose or what it is: sealed for one, it opens for no other. `nonce` is 12 random bytes, never used twice. */
export function sealText(text: string, about: string, secret: Buffer, nonce: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce).setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Null for anything that was not sealed here, about exactly this. */
export function openText(sealed: Buffer, about: string, secret: Buffer): string | null {
  if (sealed.length < NONCE + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), sealed.subarray(0, NONCE), { authTagLength: TAG }).setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function keyOf(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'hotline sealed text', 32));
}
