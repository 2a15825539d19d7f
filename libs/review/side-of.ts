// side-of.ts - for which co-chair somebody acts.
import type { CoChair } from '@hotline/agreement';
import { HotlineError, type Caller } from '@hotline/platform';

/**
 * Reviewers always have a side: the accounts table sees to it.
 * @throws HotlineError auth.forbidden for everybody else
 */
export function sideOf({ side }: Pick<Caller, 'side'>): CoChair {
  if (!side) throw new HotlineError('auth.forbidden', 'Only reviewers of a co-chair may do that.');
  return side;
}
