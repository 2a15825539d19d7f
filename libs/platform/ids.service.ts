import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

/** So many ids begin alike. */
const STRETCH = 4_096;
/** Hexadecimal digits that they share: drawn by lot, so that the order of ids tells no order of anything. */
const SHARED = 3;

/**
 * The only source of randomness. Ids are random (UUID v4): they say nothing about who reported, and tell no order. Those of a stretch
 * begin alike, so that new rows are neighbours in every index, however much is stored; decision 78 says what that tells.
 */
@Injectable()
export class Ids {
  private beginning = '';
  private left = 0;

  uuid(): string {
    const id = randomUUID();
    if (this.left === 0) {
      this.beginning = id.slice(0, SHARED);
      this.left = STRETCH;
    }
    this.left--;
    return this.beginning + id.slice(SHARED);
  }

  /** A secret of `bytes` random bytes in URL-safe base64. */
  token(bytes = 32): string {
    return randomBytes(bytes).toString('base64url');
  }
}
