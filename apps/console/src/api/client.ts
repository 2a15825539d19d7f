// client.ts - the one way to the service: typed by its API description, signed in, and clear about how it fails.
import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './schema';
import { credentialHeaders, forgetCredential } from '../session/credential';
import { noteConnection } from './connection';

export type Failure = 'offline' | 'signedOut' | 'forbidden' | 'missing' | 'conflict' | 'invalid' | 'service';

/** What went wrong, in the terms a page can show. The message, `detail` and `problem` are the service's own words, in English. */
export class ServiceError extends Error {
  constructor(
    readonly failure: Failure,
    readonly status: number,
    message: string,
    readonly fields: { field: string; problem: string }[] = [],
    /** The service's name for this refusal. */
    readonly code: string | null = null,
    /** What it knows beyond what kind of refusal this is. */
    readonly detail: string | null = null,
  ) {
    super(message);
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

interface Asked {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** The answer's body, as the route that is asked describes it; or a ServiceError. */
export async function ask<Route extends Asked>(asking: Promise<Route>): Promise<Exclude<Route['data'], undefined>> {
  const { data, error, response } = await asking.catch(unreached);
  noteConnection({ isReached: true });
  if (response.ok) return data as Exclude<Route['data'], undefined>;
  throw refusal(response.status, error);
}

/** What was called off is no failure; anything else without an answer is one of the connection. */
function unreached(problem: unknown): never {
  if (problem instanceof DOMException && problem.name === 'AbortError') throw problem;
  noteConnection({ isReached: false });
  throw new ServiceError('offline', 0, 'The service cannot be reached.');
}

function refusal(status: number, body: unknown): ServiceError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as { type?: string; title?: string; detail?: string; errors?: { field: string; problem: string }[] };
  if (status === 401) forgetCredential();
  return new ServiceError(FAILURES[status] ?? (status >= 500 ? 'service' : 'invalid'), status, problem.detail ?? problem.title ?? `HTTP ${status}`, problem.errors ?? [], /^urn:hotline:problem:(.+)$/.exec(problem.type ?? '')?.[1] ?? null, problem.detail ?? null);
}

const FAILURES: Record<number, Failure> = { 401: 'signedOut', 403: 'forbidden', 404: 'missing', 409: 'conflict' };

/** A file as a stream, for progress while it comes; the same failures as everything else. */
export async function askForFile(path: string, signal?: AbortSignal, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(path, { headers: { ...headers, ...credentialHeaders() }, signal: signal ?? null }).catch(unreached);
  noteConnection({ isReached: true });
  if (!response.ok) throw refusal(response.status, await response.json().catch(() => null));
  return response;
}

type PostPath = { [Path in keyof paths]: paths[Path]['post'] extends { responses: unknown } ? Path : never }[keyof paths];

/** What a route answers when it does what it was asked. */
type AnswerTo<Path extends PostPath> = paths[Path]['post'] extends { responses: infer Responses }
  ? { [Status in keyof Responses & (200 | 201 | 202)]: Responses[Status] extends { content: { 'application/json': infer Body } } ? Body : never }[keyof Responses & (200 | 201 | 202)]
  : never;

export type BodyTo<Path extends PostPath> = paths[Path]['post'] extends { requestBody: { content: { 'application/json': infer Body } } } ? Body : never;

/** Posts bytes as they are, such as a boundary file or a report whose bytes were kept. */
export async function send<Path extends PostPath>(path: Path, body: BodyInit, contentType: string, { id = '', query = '' } = {}): Promise<AnswerTo<Path>> {
  const headers = { 'content-type': contentType, ...credentialHeaders() };
  const response = await fetch(`${path.replace('{id}', id)}${query}`, { method: 'POST', headers, body }).catch(() => {
    throw new ServiceError('offline', 0, 'The service cannot be reached.');
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(response.status, answer);
  return answer as AnswerTo<Path>;
}

export type PathAbout = PostPath & `/v1/incidents/{id}/${string}`;

/** Says something about an incident. */
export function tell<Path extends PathAbout>(path: Path, id: string, body: BodyTo<Path>): Promise<AnswerTo<Path>> {
  return send(path, JSON.stringify(body), 'application/json', { id });
}
