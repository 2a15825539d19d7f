// place-file.ts - the gazetteer's file in, places out, or every fault of it named.
import type { Place } from './gazetteer';

type SourcedPlace = Place & { source: string };

/** @throws Error naming the places that lack a code, a name, a point or a source */
export function readPlaceFile(content: unknown): SourcedPlace[] {
  if (!Array.isArray(content)) throw new Error('The gazetteer is not a list of places.');
  const faults: string[] = [];
  const seen = new Set<string>();
  const places = content.map((item: Partial<SourcedPlace> | null, at) => {
    const { code, kind, names, aliases, lat, lon, radiusM, pcode, source } = item ?? {};
    const name = `place ${at}${typeof code === 'string' ? ` (${code})` : ''}`;
    if (typeof code !== 'string' || code === '' || seen.has(code)) faults.push(`${name}: its code is missing or there twice`);
    if (typeof names !== 'object' || names === null || Object.values(names).filter(Boolean).length === 0) faults.push(`${name}: has no name`);
    if (typeof lat !== 'number' || typeof lon !== 'number' || !(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) faults.push(`${name}: has no point`);
    if (typeof radiusM !== 'number' || !(radiusM >= 0)) faults.push(`${name}: has no radius`);
    if (typeof source !== 'string' || source === '') faults.push(`${name}: has no source`);
    seen.add(String(code));
    return { code, kind: kind ?? 'PLACE', names, aliases: aliases ?? [], lat, lon, radiusM, pcode: pcode ?? null, source } as SourcedPlace;
  });
  if (faults.length > 0) throw new Error(`The gazetteer is not acceptable:\n- ${faults.slice(0, 20).join('\n- ')}`);
  return places;
}
