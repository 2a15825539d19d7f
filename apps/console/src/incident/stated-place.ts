// stated-place.ts - the place as a report in the reader's language names it, before the zones it lies in: a town says more than its governorate.
import type { IncidentDetail } from '../api/shapes';
import type { Words } from '../ui/words';

const LATIN = /^[\p{Script=Latin}\p{M}\p{N}\s'’().,-]+$/u;

/** Empty when neither is known. A town that bears its governorate's name is named once. */
export function placeName(incident: Pick<IncidentDetail, 'reports' | 'zones' | 'pcode'>, { language, place, comma }: Pick<Words, 'language' | 'place' | 'comma'>): string {
  const zones = place(incident);
  const stated = statedPlace(incident, language);
  return stated === null || zones.split(comma).includes(stated) ? zones : [stated, zones].filter(Boolean).join(comma);
}

/** Null when no report names a place that a reader of this language can read. */
function statedPlace({ reports }: Pick<IncidentDetail, 'reports'>, language: string): string | null {
  const named = reports.filter(({ place }) => place?.stated);
  const own = named.find((report) => report.language === language) ?? named.find(({ place }) => LATIN.test(place!.stated!));
  return own?.place?.stated ?? null;
}
