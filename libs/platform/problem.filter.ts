import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { HotlineError, problemOf, type ErrorCode } from './errors';
import { LOG, nameOfError, type Log } from './log.service';

interface Reply {
  sent: boolean;
  raw: { headersSent: boolean; destroy(): void };
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: string): void;
}

/** Every refusal leaves as application/problem+json (RFC 9457); what was not expected leaves no trace of its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<Reply>();
    const request = http.getRequest<{ method: string; routeOptions?: { url?: string } }>();
    const error = asHotlineError(thrown);
    if (error.code === 'internal' || error.code === 'service.unavailable') {
      this.log.error('A request failed unexpectedly.', { method: request.method, route: request.routeOptions?.url, error: nameOfError(thrown) });
    }
    if (reply.raw.headersSent) {
      // A stream broke half way: cutting the connection is the only honest end of it.
      reply.raw.destroy();
      return;
    }
    const problem = problemOf(error);
    reply.status(problem.status);
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    if (problem.status === 429) reply.header('retry-after', '1');
    if (problem.status === 503) reply.header('retry-after', '2');
    reply.header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }
}

const HTTP_CODES: Record<number, ErrorCode> = {
  400: 'request.malformed_json',
  401: 'auth.required',
  403: 'auth.forbidden',
  404: 'request.method_or_path',
  405: 'request.method_or_path',
  413: 'request.too_large',
  415: 'request.unsupported_media_type',
};

function asHotlineError(thrown: unknown): HotlineError {
  if (thrown instanceof HotlineError) return thrown;
  if (isDatabaseAway(thrown)) return new HotlineError('service.unavailable');
  const status = thrown instanceof HttpException ? thrown.getStatus() : statusOfFastifyError(thrown);
  return new HotlineError((status && HTTP_CODES[status]) || 'internal');
}

function statusOfFastifyError(thrown: unknown): number | null {
  const isFastify = thrown instanceof Error && 'statusCode' in thrown && 'code' in thrown && String(thrown.code).startsWith('FST_');
  return isFastify ? Number(thrown.statusCode) : null;
}

/** PostgreSQL is restarting, out of connections or disk, or unreachable: the caller should send again. A commit whose answer was lost may have been made. */
function isDatabaseAway(thrown: unknown): boolean {
  const cause = thrown instanceof QueryFailedError ? thrown.driverError : thrown;
  if (!(cause instanceof Error)) return false;
  if (cause instanceof QueryRunnerAlreadyReleasedError) return true; // its connection was cut between two statements
  const code = 'code' in cause ? String(cause.code) : '';
  return /^(08|53|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code) || /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect/.test(cause.message);
}
