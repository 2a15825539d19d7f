// known-at.ts - "as it was known at": the instant a question is asked for, when it is not now.
import { HotlineError } from '@hotline/platform';
import { dateOf } from './reference-row';

/**
 * @param stated RFC 3339 with an offset, or a day, which stands for its first instant in UTC
 * @throws HotlineError request.invalid naming `field`
 */
export function instantOf(field: string, stated: string | undefined): Date | null {
  const found = dateOf(stated);
  if (found !== 'bad') return found;
  throw new HotlineError('request.invalid', undefined, [{ field, problem: 'must be a day, or an RFC 3339 time with an offset' }]);
}

export function knownAtOf(asKnownAt: string | undefined): Date | null {
  return instantOf('asKnownAt', asKnownAt);
}
