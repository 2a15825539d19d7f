import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

/** So many ids begin alike, when as many came before them in a rush. */
const STRETCH = 4_096;
/** Seven ids a second: what a network sends on its worst day, never what single people do. */
const RUSH_MS = 10 * 60_000;
/** Hexadecimal digits that they share: drawn by lot, so that the order of ids tells no order of anything. */
const SHARED = 3;

/**
 * The only source of randomness. Ids are random (UUID v4): they say nothing about who reported, and tell no order. In a rush those of a stretch
 * begin alike, so that new rows are neighbours in every index, however much is stored; decision 78 says what that tells.
 */
@Injectable()
export class Ids {
  private beginning = '';
  private left = STRETCH;
  /** When it began, in milliseconds of a clock that never goes back. */
  private since = performance.now();

  uuid(): string {
    const id = randomUUID();
    if (this.beginning && performance.now() - this.since >= RUSH_MS) this.beginning = '';
    if (this.left === 0) this.nextStretch(id);
    this.left--;
    return this.beginning + id.slice(this.beginning.length);
  }

  private nextStretch(id: string): void {
    const now = performance.now();
    this.beginning = now - this.since < RUSH_MS ? id.slice(0, SHARED) : '';
    this.since = now;
    this.left = STRETCH;
  }

  /** A secret of `bytes` random bytes in URL-safe base64. */
  token(bytes = 32): string {
    return randomBytes(bytes).toString('base64url');
  }
}
