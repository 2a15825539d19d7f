import type { ClientJournal } from './client.journal';

export interface Load {
  url: () => string;
  token: () => string;
  /** Reports a second, over all reporters. */
  rate: number;
  reporters: number;
}

/** Reporters who send until they are answered, and write down every promise. Each report is a place and an hour of its own. */
export class Reporters {
  private stopped = false;
  private gaveUp = false;
  private readonly loops: Promise<void>[] = [];
  private readonly waiters = new Set<{ since: number; done: () => void }>();
  /** Milliseconds of the sends that were answered, whatever died meanwhile. */
  readonly latencies: number[] = [];
  readonly unexpected = new Map<number, number>();

  constructor(
    private readonly load: Load,
    private readonly journal: ClientJournal,
  ) {}

  start(): void {
    for (let reporter = 0; reporter < this.load.reporters; reporter++) this.loops.push(this.report(reporter));
  }

  /** Resolves when a report that was begun after now has been acknowledged. */
  nextAcknowledgement(): Promise<void> {
    return new Promise((done) => this.waiters.add({ since: performance.now(), done }));
  }

  /** Every report that was begun is answered first. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.loops);
  }

  /** Answered or not. */
  giveUp(): void {
    this.stopped = this.gaveUp = true;
  }

  private async report(reporter: number): Promise<void> {
    const pauseMs = (1_000 * this.load.reporters) / this.load.rate;
    for (let number = 0; !this.stopped; number++) {
      const begun = performance.now();
      await this.sendUntilAnswered(bodyOf(reporter, number), begun);
      await delay(Math.max(1, pauseMs - (performance.now() - begun)));
    }
  }

  private async sendUntilAnswered(body: string, begun: number): Promise<void> {
    while (!this.gaveUp) {
      const sent = performance.now();
      const answer = await this.send(body);
      if (answer?.status === 202 || answer?.status === 200) {
        this.journal.write((await answer.json()) as { reportId: string; contentSha256: string });
        this.latencies.push(performance.now() - sent);
        for (const waiter of this.waiters) {
          if (waiter.since > begun) continue;
          this.waiters.delete(waiter);
          waiter.done();
        }
        return;
      }
      if (answer && answer.status !== 503) this.unexpected.set(answer.status, (this.unexpected.get(answer.status) ?? 0) + 1);
      await answer?.arrayBuffer().catch(() => undefined);
      await delay(50);
    }
  }

  /** Null when there was no answer, or half of one. */
  private async send(body: string): Promise<Response | null> {
    try {
      const response = await fetch(`${this.load.url()}/v1/reports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.load.token()}`, 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(10_000),
      });
      return new Response(await response.text(), { status: response.status });
    } catch {
      return null;
    }
  }
}

function bodyOf(reporter: number, number: number): string {
  const minutes = (number * 37 + reporter * 11) % (28 * 24 * 60);
  return JSON.stringify({
    clientReportId: `chaos-${reporter}-${number}`,
    kind: 'VIOLATION',
    narrative: `Shelling, reporter ${reporter}, number ${number}.`,
    occurred: { from: new Date(Date.UTC(2016, 2, 1, 0, minutes)).toISOString(), precision: 'EXACT' },
    place: { lat: 33 + ((number * 7 + reporter) % 200) / 60, lon: 36.2 + ((number * 13 + reporter) % 150) / 60, radiusM: 300 },
    act: 'ATTACK',
    weapon: 'MORTAR',
  });
}

const delay = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
