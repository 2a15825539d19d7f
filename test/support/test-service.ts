import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Redis } from 'ioredis';
import type { Settings } from '@hotline/platform';
import { createApi } from '../../apps/api/create-api';
import { firstAccounts, type Tokens } from '../../apps/standalone/local-state';
import { prepare } from '../../apps/standalone/prepare';
import { WorkerModule } from '../../apps/worker/worker.module';
import { whyNotDescribed } from './described-answers';
import { stopsOnce } from './left-running';
import { testDatabase, testRedisUrl, type TestDatabase } from './test-database';
import { testSettings, testTokens } from './test-settings';
import { until } from './until';

export interface Answer<T = Record<string, any>> { // eslint-disable-line @typescript-eslint/no-explicit-any
  status: number;
  headers: Headers;
  text: string;
  body: T;
}

/** The whole service, as its users meet it: HTTP in front, a worker behind, real servers below. */
export class TestService {
  private constructor(
    readonly settings: Settings,
    readonly tokens: Tokens,
    readonly db: TestDatabase,
    readonly api: NestFastifyApplication,
  ) {}

  url = '';
  private worker: INestApplicationContext | null = null;

  readonly stop = stopsOnce(async () => {
    await this.stopWorker();
    await this.api.close();
    await this.db.close();
  });

  static async start(options: { worker?: boolean; settings?: Partial<Settings> } = {}): Promise<TestService> {
    const db = await testDatabase();
    const redisUrl = testRedisUrl();
    const redis = new Redis(redisUrl);
    await redis.flushdb();
    await redis.quit();
    const tokens = testTokens();
    const settings = { ...testSettings(db.runtimeUrl, redisUrl), ...options.settings };
    await prepare(settings, firstAccounts(tokens));
    const api = await createApi(settings);
    const service = new TestService(settings, tokens, db, api);
    await api.listen(0, '127.0.0.1');
    service.url = await api.getUrl();
    if (options.worker !== false) await service.startWorker();
    return service;
  }

  async startWorker(): Promise<void> {
    this.worker = await NestFactory.createApplicationContext(WorkerModule.of(this.settings), { logger: false, abortOnError: false });
  }

  async stopWorker(): Promise<void> {
    await this.worker?.close();
    this.worker = null;
  }

  async call<T = Record<string, any>>( // eslint-disable-line @typescript-eslint/no-explicit-any
    method: string,
    path: string,
    as: keyof Tokens | null,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${this.tokens[as]}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (isStream) await response.body?.cancel(); // it would not end by itself
    const text = isStream ? '' : await response.text();
    const undescribed = whyNotDescribed(method, path, { status: response.status, headers: response.headers, text });
    if (undescribed.length > 0) throw new Error(`An answer is not as it is described:\n${undescribed.join('\n')}\n${text.slice(0, 500)}`);
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && !/ndjson/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : {}) as T };
  }

  get<T = Record<string, any>>(path: string, as: keyof Tokens | null): Promise<Answer<T>> { // eslint-disable-line @typescript-eslint/no-explicit-any
    return this.call<T>('GET', path, as);
  }

  post<T = Record<string, any>>(path: string, as: keyof Tokens | null, body: unknown): Promise<Answer<T>> { // eslint-disable-line @typescript-eslint/no-explicit-any
    return this.call<T>('POST', path, as, body);
  }

  /** Until every piece of work that was opened has been done. */
  async settled(limitMs = 60_000): Promise<void> {
    await until('the outbox is empty', async () => {
      const [row] = await this.db.database.query<{ open: number }>('SELECT count(*)::int AS open FROM outbox WHERE quarantined_at IS NULL');
      return row?.open === 0;
    }, limitMs);
  }

  /** Until every fact there is has its place in the log. */
  async sequenced(): Promise<void> {
    await until('the log has every fact', async () => {
      const [row] = await this.db.database.query<{ open: boolean }>('SELECT EXISTS (SELECT FROM log_pending) AS open');
      return row?.open === false;
    });
  }

  /** What the live check of the log says: what failed, and its verdict, which is the last line. */
  async fsck(): Promise<{ isGood: boolean | undefined; failed: string[] }> {
    const { text } = await this.get('/v1/log/fsck', 'auditor');
    const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as { what?: string; ok?: boolean; isGood?: boolean });
    return { isGood: lines.at(-1)!.isGood, failed: lines.flatMap(({ what, ok }) => (ok === false ? [what!] : [])) };
  }
}
