import { drawnChanges, zonesInFile } from './zone-diff';

const geometry = { type: 'Polygon' as const, coordinates: [[[36, 35], [37, 35], [37, 36], [36, 35]]] };
const file = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features: features.map((properties) => ({ type: 'Feature', properties, geometry })) });

describe('the outlines of a boundary file', () => {
  it.each([
    ['our own', { zone_code: 'DARAYA', pcode: 'SY03' }, 'DARAYA'],
    ['OCHA\'s, at its lowest level', { ADM0_PCODE: 'SY', ADM1_PCODE: 'SY05' }, 'SY05'],
    ['in small letters', { adm0_pcode: 'SY', adm2_pcode: 'SY0501' }, 'SY0501'],
  ])('are named as %s files name them', (_, properties, code) => expect(zonesInFile(file(properties))).toEqual([{ code, geometry }]));

  it.each(['no json', '[]', '{"type":"Feature"}'])('are not in %j', (text) => expect(zonesInFile(text)).toBeNull());
});

it('a rehearsal colours what would be new and what would change, and nothing else', () => {
  const zones = zonesInFile(file({ code: 'A' }, { code: 'B' }, { code: 'C' }))!;
  expect(drawnChanges(zones, { added: ['A'], superseded: ['B'], unchanged: ['C'] }).map(({ id, tone }) => `${id} ${tone}`)).toEqual(['file-A added', 'file-B changed']);
  expect(drawnChanges(zones, undefined)).toEqual([]);
});
