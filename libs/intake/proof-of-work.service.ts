import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { createChallenge, verifySolution, type Challenge, type Payload } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { Clock, HotlineError, SETTINGS, type Settings } from '@hotline/platform';

/** Some 256 tries of 5,000 rounds: about a second of a phone, a thousandth of that to check. */
const WORK = { algorithm: 'PBKDF2/SHA-256', cost: 5_000, keyPrefix: '00' };

/** Long enough to write a report after the work is done. */
const VALID_MS = 30 * 60_000;

/** Work that a stranger does before the service works for him. Challenges are signed, not stored. */
@Injectable()
export class ProofOfWork {
  private readonly secret: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly clock: Clock,
  ) {
    this.secret = createHmac('sha256', settings.secret).update('proof-of-work').digest('hex');
  }

  challenge(): Promise<Challenge> {
    const expiresAt = new Date(this.clock.now().getTime() + VALID_MS);
    return createChallenge({ ...WORK, expiresAt, deriveKey, hmacSignatureSecret: this.secret });
  }

  /**
   * The signature of the solved challenge: it names this piece of work, and no two have the same.
   * @throws HotlineError work.required when it was not done, not asked for here, or too long ago
   */
  async done(payload: string | undefined): Promise<string> {
    const work = payload === undefined ? null : workOf(payload);
    if (!work) throw new HotlineError('work.required');
    const { challenge, solution } = work;
    const { expiresAt } = challenge.parameters;
    const isFresh = typeof expiresAt === 'number' && expiresAt * 1_000 > this.clock.now().getTime();
    const { verified } = isFresh ? await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret: this.secret }).catch(() => ({ verified: false })) : { verified: false };
    if (!verified) throw new HotlineError('work.required');
    return challenge.signature!;
  }
}

/** Base64 of JSON, as the library's clients send it. Null for anything else. */
function workOf(payload: string): Payload | null {
  try {
    const work = JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as Payload;
    const isWork = typeof work.challenge.parameters === 'object' && typeof work.challenge.signature === 'string' && typeof work.solution === 'object';
    return isWork ? work : null;
  } catch {
    return null;
  }
}
