// zone-diff.ts - a boundary file against the zones in force, before anything is imported: what is new, changed, the same.
import type { ZoneOutline } from '../api/shapes';

export interface FileZone {
  code: string;
  name: string;
  geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon;
}

/** The outlines of a FeatureCollection, or null when it is none. Codes as our own files and OCHA's COD-AB name them. */
export function zonesInFile(text: string): FileZone[] | null {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return null;
  }
  const collection = file as { type?: string; features?: { geometry?: GeoJSON.Geometry; properties?: Record<string, unknown> }[] };
  if (collection?.type !== 'FeatureCollection' || !Array.isArray(collection.features)) return null;
  return collection.features.flatMap(({ geometry, properties = {} }) => {
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return [];
    const code = [properties.code, properties.pcode, ...[4, 3, 2, 1, 0].map((level) => properties[`adm${level}_pcode`] ?? properties[`ADM${level}_PCODE`])].find((value): value is string => typeof value === 'string' && value !== '');
    if (!code) return [];
    const names = properties.names as Record<string, string> | undefined;
    return [{ code, name: names?.en ?? code, geometry }];
  });
}

export interface ZoneDiff {
  added: FileZone[];
  changed: FileZone[];
  same: FileZone[];
}

export function diffZones(file: readonly FileZone[], inForce: readonly Pick<ZoneOutline, 'code' | 'geometry'>[]): ZoneDiff {
  const now = new Map(inForce.map(({ code, geometry }) => [code, JSON.stringify(geometry.coordinates)]));
  const diff: ZoneDiff = { added: [], changed: [], same: [] };
  for (const zone of file) {
    const before = now.get(zone.code);
    diff[before === undefined ? 'added' : before === JSON.stringify(zone.geometry.coordinates) ? 'same' : 'changed'].push(zone);
  }
  return diff;
}
