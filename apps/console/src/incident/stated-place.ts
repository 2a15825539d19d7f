// stated-place.ts - the place as a report in the reader's language names it: a town says more than its governorate.
import type { IncidentDetail } from '../api/shapes';

const LATIN = /^[\p{Script=Latin}\p{M}\p{N}\s'’().,-]+$/u;

/** Null when no report names a place that a reader of this language can read. */
export function statedPlace({ reports }: Pick<IncidentDetail, 'reports'>, language: string): string | null {
  const named = reports.filter(({ place }) => place?.stated);
  const own = named.find((report) => report.language === language) ?? named.find(({ place }) => LATIN.test(place!.stated!));
  return own?.place?.stated ?? null;
}
