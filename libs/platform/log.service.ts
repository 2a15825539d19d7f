import pino, { type Logger } from 'pino';

export const LOG = Symbol('log');

/** The only fields a log line may carry. No names, phones, words, coordinates, addresses. */
export interface LogFields {
  reportId?: string;
  incidentId?: string;
  topic?: string;
  count?: number;
  ms?: number;
  code?: string;
  method?: string;
  route?: string;
  status?: number;
  attempts?: number;
  /** The name of an error class and where it was thrown; never its message, which may quote data. */
  error?: string;
}

/** A sentence and its fields. The type is narrow on purpose: what is not listed cannot be logged. */
export interface Log {
  debug(sentence: string, fields?: LogFields): void;
  info(sentence: string, fields?: LogFields): void;
  warn(sentence: string, fields?: LogFields): void;
  error(sentence: string, fields?: LogFields): void;
}

export function createLog(level: string): Log {
  const logger: Logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const write = (at: 'debug' | 'info' | 'warn' | 'error') => (sentence: string, fields: LogFields = {}) =>
    logger[at](fields, sentence);
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** What may be said of an unexpected error: its class, code and where it came from. Its message may quote a report. */
export function nameOfError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frame = error.stack?.split('\n').find((line) => /\(.*(libs|apps)\//.test(line)) ?? '';
  const place = /(?:libs|apps)\/[\w./-]+:\d+/.exec(frame)?.[0];
  return `${error.name}${code}${place ? ` at ${place}` : ''}`;
}
