import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLocalSettings, type Problem } from '@hotline/platform';

/** A refusal by the service, told as a person would want to read it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Partial<Problem>,
  ) {
    const fields = (problem.errors ?? []).map(({ field, problem: text }) => `\n  ${field || 'body'}: ${text}`).join('');
    super(`The service answered ${status}: ${problem.title ?? 'no reason given'}${problem.detail ? ` - ${problem.detail}` : ''}${fields}`);
  }
}

/** The service's HTTP interface, as one account. */
export class ServiceClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** As `role`: HOTLINE_TOKEN when it is set, else the first-run token of that name in the data dir. */
  static as(role: string): ServiceClient {
    const local = readLocalSettings();
    const file = join(local.dataDir, 'tokens.json');
    const token = local.token ?? (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)[role] : undefined);
    if (!token) throw new Error(`No token: set HOTLINE_TOKEN, or HOTLINE_DATA_DIR to a folder whose tokens.json names "${role}".`);
    return new ServiceClient(local.url, token);
  }

  async get<T>(path: string): Promise<T> {
    return (await this.send('GET', path)).json() as Promise<T>;
  }

  async post<T>(path: string, body: string, contentType = 'application/json'): Promise<T> {
    return (await this.send('POST', path, body, contentType)).json() as Promise<T>;
  }

  /** @throws Refused for an answer of 400 or more; the network's own error when there is no answer */
  async send(method: string, path: string, body?: string, contentType = 'application/json'): Promise<Response> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { 'content-type': contentType }) },
      ...(body === undefined ? {} : { body }),
    }).catch((error: Error) => {
      throw new Error(`No answer from ${this.url}: ${error.cause instanceof Error ? error.cause.message : error.message}. Is it running? (npm start)`);
    });
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
    throw new Refused(response.status, problem);
  }
}
