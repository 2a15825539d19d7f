import { HotlineError } from '@hotline/platform';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id that cannot exist is treated like one that does not. */
export function knownId(id: string): string {
  if (!UUID.test(id)) throw new HotlineError('not_found');
  return id.toLowerCase();
}
