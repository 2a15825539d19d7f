// near-first.ts - which incidents come first when one looks for another that belongs to this one: near in space and time.
import type { IncidentItem } from '../api/shapes';

type Spot = Pick<IncidentItem, 'id' | 'from' | 'lat' | 'lon' | 'absorbedInto'>;

const KM_OF_A_DEGREE = 111.2;
/** How far off an incident counts whose place is not known. */
const NO_PLACE_KM = 100;

/** An hour counts like a kilometre. Those that were merged away cannot be meant, nor can the incident itself. */
export function nearFirst<Item extends Spot>(own: Spot, others: readonly Item[]): Item[] {
  const far = (other: Spot) => hoursApart(own, other) + kmApart(own, other);
  return others.filter(({ id, absorbedInto }) => id !== own.id && absorbedInto === null).toSorted((a, b) => far(a) - far(b));
}

function hoursApart(a: Spot, b: Spot): number {
  return Math.abs(Date.parse(a.from) - Date.parse(b.from)) / 3_600_000;
}

function kmApart(a: Spot, b: Spot): number {
  if (a.lat === null || a.lon === null || b.lat === null || b.lon === null) return NO_PLACE_KM;
  return Math.hypot(a.lat - b.lat, (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180)) * KM_OF_A_DEGREE;
}
