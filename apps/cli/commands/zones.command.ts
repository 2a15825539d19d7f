import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { geoJsonOfShapefile, mapProperties, mappingFault, type PropertyMapping } from '@hotline/zones';
import { ServiceClient } from '../service.client';
import { table } from '../table';

interface ImportOptions {
  source: string;
  map?: string;
  repair?: boolean;
}

interface ImportAnswer {
  added: number;
  superseded: number;
  unchanged: number;
  repairs?: { code: string; ring: number | null; point: number | null; rule: string }[];
}

interface Comparison {
  overlaps: { a: { code: string; type: string }; b: { code: string; type: string }; areaKm2: number; agree: boolean }[];
  onlyA: Gap[];
  onlyB: Gap[];
  agreedKm2: number;
  contradictedKm2: number;
}

interface Gap {
  zone: { code: string; type: string };
  areaKm2: number;
  share: number;
}

export function zonesCommand(): Command {
  const zones = new Command('zones').description('delineated territory');
  zones
    .command('import <file>')
    .description('load zone versions from GeoJSON or a shapefile (OCHA COD-AB, our own properties, or any with --map); unchanged zones stay as they are')
    .option('--source <name>', 'who drew these boundaries', 'OCHA')
    .option('--map <file>', 'JSON that says which of their properties means which of ours: { "zone_code": "$ID", "zone_type": "MIXED" }')
    .option('--repair', 'bring in order what the written rules can, and list it; without it such a file is refused')
    .action(importZones);
  zones
    .command('compare <a> <b>')
    .description('two maps side by side, by whose they are: where they agree, contradict each other, and what only one shows')
    .action(compare);
  return zones;
}

async function importZones(file: string, { source, map, repair = false }: ImportOptions): Promise<void> {
  const plain = file.toLowerCase().endsWith('.shp') ? JSON.stringify(await readShapefile(file)) : readFileSync(file, 'utf8');
  const body = map ? JSON.stringify(mapProperties(JSON.parse(plain), readMapping(map))) : plain;
  const path = `/v1/admin/zones?source=${encodeURIComponent(source)}&repair=${repair}`;
  const { repairs = [], ...summary } = await ServiceClient.as('admin').post<ImportAnswer>(path, body, 'application/geo+json');
  if (repairs.length > 0) console.log(`${table(['repaired', 'ring', 'point', 'rule'], repairs.map(({ code, ring, point, rule }) => [code, ring ?? '-', point ?? '-', rule]))}\n`);
  console.log(Object.entries(summary).map(([what, value]) => `${what}: ${value}`).join('\n'));
}

/** The files of a shapefile lie beside each other under one name. */
function readShapefile(file: string) {
  const beside = (ending: string) => file.replace(/shp$/i, ending);
  const text = (ending: string) => (existsSync(beside(ending)) ? readFileSync(beside(ending), 'utf8') : null);
  if (!existsSync(beside('dbf'))) throw new Error(`${beside('dbf')} is missing: it holds the codes and names.`);
  return geoJsonOfShapefile({ shp: readFileSync(file), dbf: readFileSync(beside('dbf')), cpg: text('cpg'), prj: text('prj') });
}

function readMapping(file: string): PropertyMapping {
  const mapping: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const fault = mappingFault(mapping);
  if (fault) throw new Error(`${file}: ${fault}`);
  return mapping as PropertyMapping;
}

async function compare(a: string, b: string): Promise<void> {
  const found = await ServiceClient.as('admin').get<Comparison>(`/v1/zones/compare?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`);
  const gaps = (whose: string, of: readonly Gap[]) => of.map(({ zone, areaKm2, share }) => [`only ${whose}`, zone.code, zone.type, `${areaKm2} km2 (${Math.round(share * 100)} %)`]);
  const rows = [
    ...found.overlaps.map((each) => [each.agree ? 'agree' : 'contradict', `${each.a.code} / ${each.b.code}`, each.agree ? each.a.type : `${each.a.type} / ${each.b.type}`, `${each.areaKm2} km2`]),
    ...gaps(a, found.onlyA),
    ...gaps(b, found.onlyB),
  ];
  if (rows.length > 0) console.log(`${table(['what', 'zones', 'kind', 'area'], rows)}\n`);
  console.log(`Agreed ${found.agreedKm2} km2, contradicted ${found.contradictedKm2} km2.`);
}
