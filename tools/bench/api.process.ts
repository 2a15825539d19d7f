import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readLocalSettings, readSettings } from '@hotline/platform';
import { Client } from 'pg';
import { startPostgres } from '../../apps/standalone/embedded/embedded-postgres';
import { firstAccounts, localKeys, localTokens } from '../../apps/standalone/local-state';
import { NODE_FLAGS } from '../../apps/standalone/node-flags';
import { migrate, prepare } from '../../apps/standalone/prepare';
import { runtimeUrlOf } from '../../apps/standalone/runtime-role';

/** The api alone, as a process of its own, on a database that a bench can fill. */
export class ApiProcess {
  private constructor(
    public url: string,
    readonly databaseUrl: string,
    readonly environment: NodeJS.ProcessEnv,
    readonly folder: string,
    private readonly token: string,
    private child: ChildProcess,
    private readonly stopPostgres: () => Promise<void>,
  ) {}

  static async start(): Promise<ApiProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'hotline-bench-'));
    mkdirSync(join(folder, 'data'));
    const postgres = await startPostgres({ dataDir: join(folder, 'data', 'postgres') });
    const [keys, tokens] = [await localKeys(folder), localTokens(folder)];
    const runtimeUrl = runtimeUrlOf(postgres.url, keys.secret);
    const environment = {
      ...readLocalSettings().environment,
      DATABASE_URL: runtimeUrl,
      REDIS_URL: 'redis://127.0.0.1:1',
      HOTLINE_SECRET: keys.secret,
      HOTLINE_LOG_KEY: keys.logKey,
      HOTLINE_SEAL_RECIPIENTS: keys.sealRecipient,
      LOG_LEVEL: 'warn',
      PORT: '0',
    };
    await migrate(postgres.url, runtimeUrl);
    await prepare(readSettings(environment), firstAccounts(tokens));
    const { child, url } = await startApi(environment);
    return new ApiProcess(url, postgres.url, environment, folder, tokens.auditor, child, () => postgres.stop());
  }

  /** Another process on the same database: what it grows by is its own. */
  async restart(): Promise<void> {
    await this.stopApi();
    Object.assign(this, await startApi(this.environment));
  }

  async fill(...statements: string[]): Promise<void> {
    const client = new Client({ connectionString: this.databaseUrl });
    await client.connect();
    for (const sql of statements) await client.query(sql);
    await client.end();
  }

  get(path: string): Promise<Response> {
    return fetch(this.url + path, { headers: { authorization: `Bearer ${this.token}` } });
  }

  /** Resident memory in MB, or null where /proc does not tell. */
  residentMb(): number | null {
    try {
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))![1]) / 1024);
    } catch {
      return null;
    }
  }

  /** Processor seconds the api has used: what a shared machine does not stretch. Null where /proc does not tell. */
  cpuSeconds(): number | null {
    try {
      const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      return (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      return null;
    }
  }

  /** Reads an answer to its end, watching the api's memory. */
  async drained(path: string, use: (chunk: Uint8Array) => void = () => undefined): Promise<{ seconds: number; mb: number; growthMb: number; cpuSeconds: number }> {
    const cpu = this.cpuSeconds() ?? 0;
    const [started, before] = [performance.now(), this.residentMb() ?? 0];
    let [bytes, peak] = [0, before];
    const watch = setInterval(() => (peak = Math.max(peak, this.residentMb() ?? 0)), 100);
    const response = await this.get(path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      use(chunk);
    }
    clearInterval(watch);
    return { seconds: (performance.now() - started) / 1000, mb: bytes / 1e6, growthMb: peak - before, cpuSeconds: (this.cpuSeconds() ?? 0) - cpu };
  }

  async stop(): Promise<void> {
    await this.stopApi();
    await this.stopPostgres();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private stopApi(): Promise<void> {
    return new Promise((done) => {
      this.child.once('exit', () => done());
      this.child.kill('SIGTERM');
    });
  }
}

async function startApi(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(resolve(__dirname, '../../apps/api/main.js'), { env, execArgv: [...NODE_FLAGS] });
  const url = await new Promise<string>((done, failed) => {
    child.once('message', (said) => done(String((said as { listening: unknown }).listening)));
    child.once('exit', () => failed(new Error('The api could not start.')));
  });
  return { child, url };
}
