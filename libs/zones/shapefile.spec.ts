// shapefile.spec.ts - real boundary files as they were published, with their real defects.
import { readFileSync } from 'node:fs';
import { describeWith } from '../../test/support/shared-data';
import { geoJsonOfShapefile } from './shapefile';
import { readZoneFile } from './zone-file';

describeWith('zones/defects/syr_admin1.shp', 'a published shapefile', (first) => {
  const part = (level: number, ending: string) => readFileSync(first.replace('admin1.shp', `admin${level}.${ending}`));
  const load = (level: number) =>
    geoJsonOfShapefile({ shp: part(level, 'shp'), dbf: part(level, 'dbf'), cpg: part(level, 'cpg').toString(), prj: part(level, 'prj').toString() });

  it.each([
    [1, 14, 'SY12', 'Dar\'a', 'درعا'],
    [2, 62, 'SY1200', 'Dar\'a', 'درعا'],
    [3, 272, 'SY040101', 'Taldu', 'تلدو'],
  ])('level %d: %d areas with their codes, levels and names', async (level, count, code, en, ar) => {
    const read = readZoneFile(await load(level), { repair: true });
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect([read.zones.length, new Set(read.zones.map((zone) => zone.level))]).toEqual([count, new Set([level])]);
    expect(read.zones.find((zone) => zone.code === code)).toMatchObject({ code, pcode: code, parentPcode: code.slice(0, -2), source: 'OCHA', names: { en, ar } });
  });

  it('the names of the country, exchanged in the third layer, are put back and said to be', async () => {
    const read = readZoneFile(await load(3), { repair: true });
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect(read.repairs.filter(({ rule }) => rule === 'names exchanged').length).toBeGreaterThan(0);
    expect(read.zones.every(({ details }) => details.ADM0_EN === 'Syrian Arab Republic')).toBe(true);
  });

  it('other coordinates than degrees are refused', async () => {
    const prj = 'PROJCS["WGS_1984_UTM_Zone_37N",GEOGCS["GCS_WGS_1984"]]';
    await expect(geoJsonOfShapefile({ shp: part(1, 'shp'), dbf: part(1, 'dbf'), cpg: null, prj })).rejects.toThrow(/not degrees of WGS 84/);
  });
});
