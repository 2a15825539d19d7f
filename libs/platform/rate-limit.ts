// rate-limit.ts - how many requests a caller may make, counted in this process's memory: it asks nobody, so nothing that is away can stop it.

interface Bucket {
  tokens: number;
  /** Milliseconds of a monotonic clock at which `tokens` was true. */
  at: number;
}

/** A bucket per caller: `perMinute` flow in, a minute's worth fits. Each process counts for itself. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    readonly perMinute: number,
    private readonly remembered = 20_000,
  ) {}

  /** Takes one; false when the caller has none left. `nowMs` is of a clock that never goes back. */
  take(caller: string, nowMs: number): boolean {
    const bucket = this.buckets.get(caller);
    const filled = bucket ? Math.min(this.perMinute, bucket.tokens + ((nowMs - bucket.at) * this.perMinute) / 60_000) : this.perMinute;
    const isAllowed = filled >= 1;
    if (!bucket && this.buckets.size >= this.remembered) this.buckets.clear(); // in doubt, for the caller
    this.buckets.set(caller, { tokens: isAllowed ? filled - 1 : filled, at: nowMs });
    return isAllowed;
  }
}
