// zone-diff.ts - the outlines of a boundary file, and which of them a rehearsed import would add or change.
import type { DrawnZone } from '../map/zone-map';
import type { ZoneImport } from '../api/shapes';

export interface FileZone {
  code: string;
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
  return collection.features.flatMap(({ geometry, properties }) => {
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return [];
    const code = codeOf(properties ?? {});
    return code ? [{ code, geometry }] : [];
  });
}

function codeOf(properties: Record<string, unknown>): string | undefined {
  const levels = [4, 3, 2, 1, 0].map((level) => properties[`adm${level}_pcode`] ?? properties[`ADM${level}_PCODE`]);
  return [properties.zone_code, properties.code, properties.pcode, ...levels].find((value): value is string => typeof value === 'string' && value !== '');
}

/** What the service would change of the file's zones, in the colours of a change. What stays the same is on the map already. */
export function drawnChanges(file: readonly FileZone[], codes: ZoneImport['codes']): DrawnZone[] {
  const [added, changed] = [new Set(codes?.added), new Set(codes?.superseded)];
  return file.flatMap(({ code, geometry }) => {
    const tone = added.has(code) ? 'added' : changed.has(code) ? 'changed' : null;
    return tone ? [{ id: `file-${code}`, geometry, tone, label: null }] : [];
  });
}
