// http-load.ts - a small HTTP/1.1 client that costs less than what it measures: one socket a lane, one request at a time.
import { connect } from 'node:net';

export interface Load {
  url: string;
  path: string;
  token?: string;
  contentType?: string;
  connections: number;
  /** Stops after this many milliseconds, or when `body` has no more. */
  forMs: number;
  body: () => string | null;
  accept: (status: number) => boolean;
}

export interface LoadResult {
  requests: number;
  seconds: number;
  latenciesMs: number[];
}

/** @throws Error when an answer is not acceptable: a figure of refusals is no figure */
export async function load(given: Load): Promise<LoadResult> {
  const started = performance.now();
  const latenciesMs: number[] = [];
  await Promise.all(Array.from({ length: given.connections }, () => lane(given, started + given.forMs, latenciesMs)));
  return { requests: latenciesMs.length, seconds: (performance.now() - started) / 1000, latenciesMs };
}

function lane({ url, path, token, contentType = 'application/json', body, accept }: Load, until: number, latenciesMs: number[]): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: ${contentType}\r\n${token ? `authorization: Bearer ${token}\r\n` : ''}`;
  return new Promise((done, failed) => {
    const socket = connect(Number(port), hostname);
    socket.setNoDelay();
    let sentAt = 0;
    let answer = '';
    const next = () => {
      const text = performance.now() < until ? body() : null;
      if (text === null) {
        socket.end();
        return done();
      }
      sentAt = performance.now();
      answer = '';
      socket.write(`${head}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    };
    socket.once('connect', next);
    socket.once('error', failed);
    socket.once('close', () => failed(new Error('The service closed a connection under load.')));
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      answer += chunk;
      if (!isWhole(answer)) return;
      const status = Number(answer.slice(9, 12));
      if (!accept(status)) return failed(new Error(`Answered ${status}: ${answer.slice(answer.indexOf('\r\n\r\n') + 4, 300)}`));
      latenciesMs.push(performance.now() - sentAt);
      next();
    });
  });
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer)?.[1];
  return length ? answer.length >= end + 4 + Number(length) : answer.endsWith('0\r\n\r\n');
}
