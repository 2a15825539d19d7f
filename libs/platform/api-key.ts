// api-key.ts - what a key looks like: cfv_<env>_<kid>_<secret>_<crc>. Found by its kid, proved by its secret, misspelt keys told apart.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export const KEY_ENVIRONMENTS = ['live', 'test'] as const;
export type KeyEnvironment = (typeof KEY_ENVIRONMENTS)[number];

export interface ApiKey {
  env: KeyEnvironment;
  /** 12 characters; public: logs, lists and revocations name the key by it. */
  kid: string;
  /** 32 random bytes as 64 hexadecimal digits; shown once. */
  secret: string;
}

const SHAPE = /^(cfv_(live|test)_([0-9a-f]{12})_([0-9a-f]{64}))_([0-9a-f]{8})$/;

export function writeKey({ env, kid, secret }: ApiKey): string {
  const text = `cfv_${env}_${kid}_${secret}`;
  return `${text}_${checksumOf(text)}`;
}

/** Null for anything that was not written by `writeKey`: a typing mistake costs no look into the database. */
export function readKey(text: string): ApiKey | null {
  const [, body, env, kid, secret, checksum] = SHAPE.exec(text) ?? [];
  if (!body || checksumOf(body) !== checksum) return null;
  return { env: env as KeyEnvironment, kid: kid!, secret: secret! };
}

/** What is stored of a token or key. 256 random bits need no slow hash, and a slow one would be an invitation to flood. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export type KeyState = 'ACTIVE' | 'EXPIRED' | 'REVOKED';

/** A key counts from the instant it is revoked or expires (inclusive) as gone. */
export function keyState(key: { expiresAt: Date | null; revokedAt: Date | null }, now: Date): KeyState {
  if (key.revokedAt && key.revokedAt <= now) return 'REVOKED';
  return key.expiresAt && key.expiresAt <= now ? 'EXPIRED' : 'ACTIVE';
}

function checksumOf(text: string): string {
  return (crc32(text) >>> 0).toString(16).padStart(8, '0');
}
