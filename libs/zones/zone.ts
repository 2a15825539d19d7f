// zone.ts - what a zone version is.
import type { Names, ZoneType } from '@hotline/agreement';
import type { Geometry } from './geometry';

/** What one map says of one zone. */
export interface Zone {
  code: string;
  type: ZoneType;
  /** Whose map: OCHA, US, RU, RECONCILED, STAND_IN, ... */
  source: string;
  /** Administrative level: 0 country, 1 governorate, 2 district, 3 sub-district. Null when the zone is not administrative. */
  level: number | null;
  pcode: string | null;
  parentPcode: string | null;
  names: Names;
  geometry: Geometry;
  /** The outline is a stand-in, not a surveyed or agreed line. */
  approximate: boolean;
  details: Record<string, unknown>;
  /** When it was so in the world: from inclusive, to exclusive; null is open. */
  validFrom: Date | null;
  validTo: Date | null;
}

export interface ZoneVersion extends Zone {
  id: string;
}

/** An administrative area that the gazetteer or a report names contains everything whose code begins with its own. */
export function containsPcode(outer: string, inner: string): boolean {
  return inner.startsWith(outer);
}
