import { box, country, zone } from './zones.fixture';
import { buildZoneIndex } from './zone-index';

const index = buildZoneIndex(country);
const codes = (zones: readonly { code: string }[]) => zones.map(({ code }) => code).sort();

describe('covering', () => {
  it.each([
    ['a point in the middle', { lat: 35.25, lon: 38.5 }, ['XX', 'XX01', 'XX0101']],
    ['a point on a shared edge belongs to both sides', { lat: 35.5, lon: 38.5 }, ['XX', 'XX01', 'XX0101', 'XX0102']],
    ['a corner belongs to all', { lat: 35, lon: 39 }, ['XX', 'XX01', 'XX0101', 'XX02']],
    ['a point outside', { lat: 34.99, lon: 38.5 }, []],
  ])('%s', (_, point, expected) => expect(codes(index.covering(point))).toEqual(expected));

  it('a hole is outside, its edge is not', () => {
    const holed = zone('YY', box(0, 0, 4, 4), { geometry: { type: 'Polygon', coordinates: [box(0, 0, 4, 4), box(1, 1, 2, 2)] } });
    const only = buildZoneIndex([holed]);
    expect(only.covering({ lat: 1.5, lon: 1.5 })).toEqual([]);
    expect(only.covering({ lat: 1, lon: 1.5 })).toEqual([holed]);
  });

  it('a zone of several polygons is found once', () => {
    const twin = zone('YY', [], { geometry: { type: 'MultiPolygon', coordinates: [[box(0, 0, 1, 1)], [box(1, 0, 2, 1)]] } });
    const only = buildZoneIndex([twin]);
    expect(only.covering({ lat: 0.5, lon: 1 })).toEqual([twin]);
    expect(only.within({ lat: 0.5, lon: 1 }, 10)).toEqual([{ zone: twin, isInside: true, edgeM: 0 }]);
  });
});

describe('within', () => {
  it('tells inside and edge distance', () => {
    const hits = index.within({ lat: 35.25, lon: 38.99 }, 1_000);
    expect(hits.map(({ zone: { code }, isInside, edgeM }) => [code, isInside, Math.round(edgeM / 10)]).sort()).toEqual([
      ['XX', true, 2780],
      ['XX01', true, 91],
      ['XX0101', true, 91],
      ['XX02', false, 91],
    ]);
  });
});

describe('nearest', () => {
  it.each([
    ['the next zone outside', { lat: 34.9, lon: 38.2 }, 50_000, 'XX0101'],
    ['none when all are too far', { lat: 34, lon: 38.2 }, 50_000, undefined],
  ])('%s', (_, point, maxM, code) => {
    expect(index.nearest(point, maxM, 'ADMIN', ({ level }) => level === 2)?.zone.code).toBe(code);
  });
});

it('an empty map answers nothing', () => {
  const empty = buildZoneIndex([]);
  expect(empty.covering({ lat: 0, lon: 0 })).toEqual([]);
  expect(empty.within({ lat: 0, lon: 0 }, 1e6)).toEqual([]);
  expect(empty.nearest({ lat: 0, lon: 0 }, 1e6, 'ADMIN', () => true)).toBeNull();
});
