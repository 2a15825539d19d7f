// erasure.ts - which fields of the log may be erased: what identifies, orders or proves stays.
import type { Fields } from './leaf';

export type Erasable = { ok: true } | { ok: false; why: 'there is no such field' | 'a receipt is proven with it' | 'an incident is told from others by it' };

/** Of a line of an incident, what may be unknown: the rest is what makes it a line. */
const OF_LISTINGS = ['act', 'weapon', 'target', 'lat', 'lon', 'radiusM', 'pcode', 'governorate', 'killed', 'wounded'];

export function mayErase(type: string, content: Fields, field: string): Erasable {
  if (!Object.hasOwn(content, field)) return { ok: false, why: 'there is no such field' };
  if (type === 'report.received' && field === 'contentSha256') return { ok: false, why: 'a receipt is proven with it' };
  if (type === 'incident.listed' && !OF_LISTINGS.includes(field)) return { ok: false, why: 'an incident is told from others by it' };
  return { ok: true };
}
