// unread-requests.ts - what is answered when no request could be read: an address that is no text, a head that is too long or too slow, no HTTP at all.
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { HotlineError, problemOf, type ErrorCode } from '@hotline/platform';
import { headersOfData } from './security-headers';

const CODES: Readonly<Record<string, ErrorCode>> = { HPE_HEADER_OVERFLOW: 'request.head_too_large', ERR_HTTP_REQUEST_TIMEOUT: 'request.too_slow' };

/** The two hooks of Fastify that come before any route, filter or header of ours. */
export function answersToUnreadRequests() {
  const headers = (body: string) => ({ ...headersOfData(), 'content-type': 'application/problem+json; charset=utf-8', 'content-length': String(Buffer.byteLength(body)) });
  const answer = (code: ErrorCode) => {
    const problem = problemOf(new HotlineError(code));
    const body = JSON.stringify(problem);
    return { status: problem.status, headers: headers(body), body };
  };
  return {
    /** An address that is no text in UTF-8, or has a name that is too long, names nothing. */
    frameworkErrors: (_error: Error, _request: unknown, { raw }: { raw: Pick<ServerResponse, 'writeHead' | 'end'> }) => {
      const { status, headers, body } = answer('not_found');
      raw.writeHead(status, headers);
      raw.end(body);
    },
    /** The parser has given up, so the answer is written as it is; a caller who has hung up hears nothing. */
    clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => {
      if (error.code === 'ECONNRESET' || socket.destroyed) return;
      const { status, headers, body } = answer(CODES[error.code ?? ''] ?? 'request.not_http');
      const head = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
      if (socket.writable) socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`);
      socket.destroy(error);
    },
  };
}
