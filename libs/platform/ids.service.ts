import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

/** The only source of randomness. Ids are random (UUID v4): they say nothing about who reported or when. */
@Injectable()
export class Ids {
  uuid(): string {
    return randomUUID();
  }

  /** A secret of `bytes` random bytes in URL-safe base64. */
  token(bytes = 32): string {
    return randomBytes(bytes).toString('base64url');
  }
}
