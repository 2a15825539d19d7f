import { compareMaps } from './compare-maps';
import { box, zone } from './zones.fixture';

const us = zone('NORTH', box(38, 35, 38.2, 35.1), { type: 'PROTECTED_PARTY_AREA', level: null });
const ru = zone('NORTH', box(38.1, 35, 38.3, 35.1), { type: 'PROTECTED_PARTY_AREA', level: null });
const ruExcluded = zone('WEST', box(38, 35, 38.05, 35.1), { type: 'EXCLUDED_GROUP_AREA', level: null });
const far = zone('FAR', box(40, 36, 40.1, 36.1), { type: 'MIXED', level: null });

describe('two maps', () => {
  it('that say the same have neither gaps nor contradictions', () => {
    expect(compareMaps([us], [us])).toMatchObject({ onlyA: [], onlyB: [], contradictedKm2: 0, overlaps: [{ agree: true }] });
  });

  it('that overlap in part: what is shared, what is contradicted, what only one shows', () => {
    const found = compareMaps([us], [ru, ruExcluded]);
    expect(found.overlaps.map(({ a, b, agree }) => [a.code, b.code, agree])).toEqual([['NORTH', 'WEST', false], ['NORTH', 'NORTH', true]]);
    // 0.1 x 0.1 degrees at 35 degrees north: about 11.1 km by 9.1 km.
    expect(found.agreedKm2).toBeCloseTo(101.2, 0);
    expect(found.contradictedKm2).toBeCloseTo(50.6, 0);
    expect(found.onlyA).toEqual([{ zone: { id: us.id, code: 'NORTH', type: us.type }, areaKm2: expect.closeTo(50.6, 0), share: 0.25 }]);
    expect(found.onlyB).toMatchObject([{ zone: { code: 'NORTH' }, share: 0.5 }]);
  });

  it('of different places share nothing', () => {
    expect(compareMaps([us], [far])).toMatchObject({ overlaps: [], onlyA: [{ share: 1 }], onlyB: [{ share: 1 }] });
  });

  it.each([[[], [us]], [[us], []], [[], []]])('an empty map is all gap', (a, b) => {
    expect(compareMaps(a, b)).toMatchObject({ overlaps: [], onlyA: { length: a.length }, onlyB: { length: b.length } });
  });
});
