// zone-truth.spec.ts - do full official boundaries put real communities where an independent list says they are?
import { readFileSync } from 'node:fs';
import { describeWith, sharedData } from '../../test/support/shared-data';
import { buildZoneIndex } from './zone-index';
import { readZoneFile } from './zone-file';
import type { ZoneVersion } from './zone';

interface Truth {
  id: string;
  lat: number;
  lon: number;
  adm3: string;
}

function load(file: string): ZoneVersion[] {
  const read = readZoneFile(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.zones.map((zone) => ({ ...zone, id: zone.code }));
}

describeWith('zones/zone_truth_dev.jsonl', 'the communities of an independent list', (file) => {
  const truth = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Truth);
  const index = buildZoneIndex(load(sharedData('zones/syr_adm3_full.geojson')!));

  it('at least 5,565 of 5,591 lie in the sub-district that is stated', () => {
    expect(truth).toHaveLength(5_591);
    const agreed = truth.filter(({ lat, lon, adm3 }) => index.covering({ lat, lon }).some(({ code }) => code === adm3));
    expect(agreed.length).toBeGreaterThanOrEqual(5_565);
  });

  it.each(['zones/zones.geojson', 'zones/syr_adm0_full.geojson', 'zones/syr_adm1_full.geojson', 'zones/syr_adm2_full.geojson', 'zones/besieged_2016_derived.geojson'])(
    '%s is read without a fault', (path) => expect(load(sharedData(path)!).length).toBeGreaterThan(0));
});
