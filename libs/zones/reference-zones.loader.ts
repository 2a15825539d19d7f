import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { readPlaceFile } from './place-file';
import { ZonesService, type ImportSummary } from './zones.service';

/**
 * Loads `zones.geojson` and `places.json` of a reference folder. Loading the same content again changes nothing, and a
 * stand-in outline never replaces an official one that was imported meanwhile.
 */
export async function loadReferenceZones(app: Pick<INestApplicationContext, 'get'>, folder: string): Promise<{ zones: ImportSummary; places: ImportSummary }> {
  const service = app.get(ZonesService);
  const nothing = { added: 0, superseded: 0, unchanged: 0 };
  const zones = join(folder, 'zones.geojson');
  const places = join(folder, 'places.json');
  return {
    zones: existsSync(zones) ? await service.importZones(readFileSync(zones)) : nothing,
    places: existsSync(places) ? await service.importPlaces(readPlaceFile(JSON.parse(readFileSync(places, 'utf8')))) : nothing,
  };
}
