// client.ts - the one way to the service: typed by its API description, signed in, and clear about how it fails.
import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './schema';
import { credentialHeaders, forgetCredential } from '../session/credential';
import { noteConnection } from './connection';

export type Failure = 'offline' | 'signedOut' | 'forbidden' | 'missing' | 'conflict' | 'invalid' | 'service';

/** What went wrong, in the terms a page can show. `detail` are the service's own words, in English. */
export class ServiceError extends Error {
  constructor(
    readonly failure: Failure,
    readonly status: number,
    readonly detail: string,
    readonly fields: { field: string; problem: string }[] = [],
  ) {
    super(detail);
  }
}

const signIn: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(credentialHeaders())) if (!request.headers.has('authorization')) request.headers.set(name, value);
    return request;
  },
};

export const client = createClient<paths>({ baseUrl: '', credentials: 'same-origin' });
client.use(signIn);

/** The answer's body, or a ServiceError. The shape is the caller's knowledge: the API description types requests only. */
export async function ask<Answer>(asking: Promise<{ data?: unknown; error?: unknown; response: Response }>): Promise<Answer> {
  const { data, error, response } = await asking.catch(unreached);
  noteConnection({ isReached: true });
  if (response.ok) return data as Answer;
  throw refusal(response.status, error);
}

/** What was called off is no failure; anything else without an answer is one of the connection. */
function unreached(problem: unknown): never {
  if (problem instanceof DOMException && problem.name === 'AbortError') throw problem;
  noteConnection({ isReached: false });
  throw new ServiceError('offline', 0, 'The service cannot be reached.');
}

function refusal(status: number, body: unknown): ServiceError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as { title?: string; detail?: string; errors?: { field: string; problem: string }[] };
  if (status === 401) forgetCredential();
  return new ServiceError(FAILURES[status] ?? (status >= 500 ? 'service' : 'invalid'), status, problem.detail ?? problem.title ?? `HTTP ${status}`, problem.errors ?? []);
}

const FAILURES: Record<number, Failure> = { 401: 'signedOut', 403: 'forbidden', 404: 'missing', 409: 'conflict' };

/** A file as a stream, for progress while it comes; the same failures as everything else. */
export async function askForFile(path: string, signal?: AbortSignal, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(path, { headers: { ...headers, ...credentialHeaders() }, signal: signal ?? null }).catch(unreached);
  noteConnection({ isReached: true });
  if (!response.ok) throw refusal(response.status, await response.json().catch(() => null));
  return response;
}

/** Sends bytes as they are, such as a boundary file or a report whose bytes were kept. */
export async function send<Answer>(path: string, body: BodyInit | null, contentType: string, method: 'POST' | 'DELETE' = 'POST'): Promise<Answer> {
  const headers = { ...(body === null ? {} : { 'content-type': contentType }), ...credentialHeaders() };
  const response = await fetch(path, { method, headers, body }).catch(unreached);
  noteConnection({ isReached: true });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(response.status, answer);
  return answer as Answer;
}

/** For parts of the service that not every installation has: an answer, or null where the route is absent. */
export async function askIfThere<Answer>(path: string, signal?: AbortSignal): Promise<Answer | null> {
  try {
    return (await (await askForFile(path, signal)).json()) as Answer;
  } catch (error) {
    if (error instanceof ServiceError && (error.failure === 'missing' || error.failure === 'forbidden')) return null;
    throw error;
  }
}

/** Says something to such a part. */
export function tell<Answer>(path: string, body: object): Promise<Answer> {
  return send<Answer>(path, JSON.stringify(body), 'application/json');
}
