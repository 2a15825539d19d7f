// errors.ts - every way the service says no: a code, its HTTP status, a sentence for people.

/** The one table from codes to HTTP. A code is forever: clients match on it (it ends the problem document's `type`). */
export const ERRORS = {
  'request.malformed_json': [400, 'The body is not well-formed JSON'],
  'request.invalid': [400, 'Some fields are missing or not acceptable'],
  'request.unsupported_media_type': [415, 'The content type is not supported'],
  'request.too_large': [413, 'The body is too large'],
  'request.head_too_large': [431, 'The address and headers are too long'],
  'request.too_slow': [408, 'The request did not arrive in time'],
  'request.not_http': [400, 'This is not an HTTP request'],
  'request.method_or_path': [404, 'There is nothing here'],
  'request.too_many': [429, 'Too many requests; send again in a second'],
  'work.required': [403, 'Do the work of GET /v1/public/challenge first: each piece of work is good for one report, for half an hour'],
  'auth.required': [401, 'A valid bearer token is required'],
  'auth.refused': [401, 'Login, password or code is not right, or the invitation is over'],
  'auth.csrf': [403, 'A change by a signed-in page must carry its X-CSRF-Token'],
  'auth.forbidden': [403, 'This role may not do that'],
  'not_found': [404, 'No such thing, or not visible to you'],
  'report.conflict': [422, 'This clientReportId was already used for another report'],
  'opinion.already_filed': [409, 'This side has already filed its opinion'],
  'lease.held': [409, 'A colleague of this side works on it'],
  'ladder.incomplete': [409, 'Steps of the response ladder are neither recorded nor waived'],
  'state.conflict': [409, 'The current state does not allow this'],
  'service.unavailable': [503, 'The service cannot take this now; send it again, a repeat is recognised'],
  'internal': [500, 'Something went wrong on our side'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ErrorCode = keyof typeof ERRORS;

export interface FieldProblem {
  field: string;
  problem: string;
}

/** An expected refusal. `detail` and `fields` are shown to the caller: never put a secret or a stack in them. */
export class HotlineError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(detail ?? ERRORS[code][1]);
  }
}

/** A problem document (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: readonly FieldProblem[];
}

export function problemOf(error: HotlineError): Problem {
  const [status, title] = ERRORS[error.code];
  return {
    type: `urn:hotline:problem:${error.code}`,
    title,
    status,
    ...(error.detail ? { detail: error.detail } : {}),
    ...(error.fields.length > 0 ? { errors: error.fields } : {}),
  };
}
