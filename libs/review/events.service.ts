import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HotlineError, LOG, nameOfError, type Log } from '@hotline/platform';
import { eventFor, type FeedCursor, type Listener } from './event';
import { FeedRepository } from './feed.repository';

/** What a stream writes to: node's response. */
export interface Sink {
  write(text: string): boolean;
  end(): void;
  once(event: 'drain' | 'close', listener: () => void): unknown;
  readonly destroyed: boolean;
}

const TICK_MS = 500;
const HEARTBEAT_MS = 10_000;
/** A stream ends after this long and is taken up again with `Last-Event-ID`: a revoked token does not listen for ever. */
const LONGEST_MS = 10 * 60_000;
const MOST_LISTENERS = 1_000;
const TAKE = 200;

/** What one look found, and how it reads for each kind of listener. */
type Found = Awaited<ReturnType<FeedRepository['after']>> & { texts: Map<string, string> };

/**
 * Streams of events. Listeners at the same place share one question to the database per tick and what comes of it; all look as of the same
 * instant, so that after a tick nearly all are at the same place.
 */
@Injectable()
export class EventsService implements OnModuleDestroy {
  private readonly sinks = new Set<Sink>();
  private asked = new Map<string, Promise<Found>>();
  private horizon: Promise<string> | null = null;
  private waiting: (() => void)[] = [];
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly feed: FeedRepository,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @throws HotlineError service.unavailable when too many listen already */
  async place(from: FeedCursor | null): Promise<FeedCursor> {
    if (this.sinks.size >= MOST_LISTENERS) throw new HotlineError('service.unavailable', 'Too many listen already; try again in a while.');
    return from ?? this.feed.end();
  }

  /** Writes events to the sink until it closes. */
  async stream(listener: Listener, from: FeedCursor, sink: Sink): Promise<void> {
    this.sinks.add(sink);
    sink.once('close', () => this.sinks.delete(sink));
    const started = performance.now();
    let quietSince = started;
    let cursor = from;
    try {
      sink.write(`retry: 2000\n: from here on\n\n`);
      while (!sink.destroyed && !this.stopped && performance.now() - started < LONGEST_MS) {
        const found = await this.after(cursor);
        const text = textFor(listener, found);
        if (text || performance.now() - quietSince > HEARTBEAT_MS) {
          quietSince = performance.now();
          if (!sink.write(text || ': still here\n\n')) await new Promise<void>((go) => (sink.once('drain', go), sink.once('close', go)));
        }
        cursor = found.next;
        if (found.isEnd) await this.tick();
      }
    } catch (error) {
      this.log.warn('A stream of events broke off; its listener takes it up again.', { error: nameOfError(error) });
    } finally {
      this.sinks.delete(sink);
      sink.end();
    }
  }

  private after(cursor: FeedCursor): Promise<Found> {
    const key = `${cursor.tx}-${cursor.id}`;
    const known = this.asked.get(key);
    if (known) return known;
    this.horizon ??= this.feed.horizon();
    const found = this.horizon.then(async (horizon) => ({ ...(await this.feed.after(cursor, TAKE, horizon)), texts: new Map() }));
    found.catch(() => this.forget()); // who comes back looks anew: with nobody left waiting, no tick would clear it
    this.asked.set(key, found);
    return found;
  }

  private tick(): Promise<void> {
    this.timer ??= setTimeout(() => this.wake(), TICK_MS);
    return new Promise((go) => this.waiting.push(go));
  }

  private wake(): void {
    this.timer = null;
    this.forget();
    const waiting = this.waiting.splice(0);
    for (const go of waiting) go();
  }

  private forget(): void {
    this.asked = new Map();
    this.horizon = null;
  }

  onModuleDestroy(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    this.wake();
    for (const sink of this.sinks) sink.end();
  }
}

function textFor(listener: Listener, { facts, texts }: Found): string {
  const kind = 'party' in listener ? `of ${listener.party}` : listener.viewer;
  const known = texts.get(kind);
  if (known !== undefined) return known;
  const text = facts.flatMap((fact) => eventFor(fact, listener) ?? []).map(lines).join('');
  texts.set(kind, text);
  return text;
}

function lines(event: { id: string; type: string }): string {
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
