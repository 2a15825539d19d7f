// shapefile.ts - the three or four files of a shapefile in, GeoJSON out. Which rings are holes is worked out by the library.
import { read } from 'shapefile';

export interface ShapefileParts {
  shp: Uint8Array;
  dbf: Uint8Array;
  /** Encoding of the table; UTF-8 when there is none. */
  cpg: string | null;
  /** Coordinate system; degrees of WGS 84 when there is none. */
  prj: string | null;
}

/** @throws Error when the coordinates are not degrees of WGS 84, or the table and the shapes do not belong together */
export async function geoJsonOfShapefile({ shp, dbf, cpg, prj }: ShapefileParts) {
  if (prj !== null && !isWgs84(prj)) throw new Error(`The coordinates are not degrees of WGS 84 but ${prj.slice(0, 60)}... Convert the file first.`);
  const collection = await read(copyOf(shp), copyOf(dbf), { encoding: cpg?.trim() || 'utf-8' });
  const bare = collection.features.findIndex(({ properties }) => properties === null);
  if (bare >= 0) throw new Error(`Shape ${bare} has no row in the table.`);
  return collection;
}

function isWgs84(prj: string): boolean {
  return /^\s*GEOGCS\s*\[/i.test(prj) && /WGS[ _]?(19)?84/i.test(prj);
}

/** The library reads from the start of the underlying memory. */
function copyOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
