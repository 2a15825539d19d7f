import { describeFault, readZoneFile } from './zone-file';
import { box } from './zones.fixture';

const square = { type: 'Polygon', coordinates: [box(38, 35, 39, 36)] };
const feature = (properties: object, geometry: object | null = square) => ({ type: 'Feature', properties, geometry });
const file = (...features: unknown[]) => ({ type: 'FeatureCollection', features });
const only = (properties: object, geometry?: object) => {
  const read = readZoneFile(file(feature(properties, geometry)));
  if (!read.ok) throw new Error(read.faults.map(describeFault).join('\n'));
  return read.zones[0]!;
};
const faultsOf = (content: unknown) => {
  const read = readZoneFile(content);
  return read.ok ? [] : read.faults.map(describeFault);
};

describe('administrative boundaries in the spellings OCHA has used', () => {
  const expected = { code: 'SY0501', type: 'ADMIN', source: 'OCHA', level: 2, pcode: 'SY0501', parentPcode: 'SY05', names: { en: 'As-Salamiyeh', ar: 'السلمية' } };
  it.each([
    ['plain', { pcode: 'SY0501', level: 2, name_en: 'As-Salamiyeh', name_ar: 'السلمية', parent_pcode: 'SY05', adm1_pcode: 'SY05' }],
    ['COD-AB, upper case', { ADM2_PCODE: 'SY0501', ADM2_EN: 'As-Salamiyeh', ADM2_AR: 'السلمية', ADM1_PCODE: 'SY05', ADM0_PCODE: 'SY' }],
    ['COD-AB, camel case', { admin2Pcode: 'SY0501', admin2Name_en: 'As-Salamiyeh', admin2Name_ar: 'السلمية', admin1Pcode: 'SY05', admin0Pcode: 'SY' }],
  ])('%s', (_, properties) => expect(only(properties)).toMatchObject(expected));

  it('a stand-in of our own says so', () => {
    const properties = { code: 'SY05', type: 'ADMIN', level: 1, pcode: 'SY05', parentPcode: 'SY', names: { en: 'Hama', ru: 'Хама' }, approximate: true, source: 'https://example.org', note: 'smoothed' };
    expect(only(properties)).toMatchObject({ code: 'SY05', source: 'STAND_IN', approximate: true, names: { en: 'Hama', ru: 'Хама' }, details: { note: 'smoothed', source: 'https://example.org' } });
  });
});

it('a besieged area keeps who besieges it, since when, and where it lies', () => {
  const properties = { zone_id: 'UNBES-1', zone_type: 'besieged', name_en: 'Duma', adm3_pcode: 'SY030200', adm1_pcode: 'SY03', besieging_party: 'Government', listed_from: '2016-01-18' };
  expect(only(properties)).toMatchObject({
    code: 'UNBES-1', type: 'BESIEGED', level: null, pcode: 'SY030200', validFrom: new Date('2016-01-18T00:00:00Z'), details: { besieging_party: 'Government' },
  });
});

it('heights are left out', () => {
  const high = { type: 'Polygon', coordinates: [box(38, 35, 39, 36).map((position) => [...position, 500])] };
  expect(only({ pcode: 'SY05', level: 1 }, high).geometry).toEqual(square);
});

describe('refused, with the feature, the ring and the point named', () => {
  const admin = { pcode: 'SY05', level: 1 };
  const ringed = (...rings: unknown[]) => file(feature(admin, { type: 'Polygon', coordinates: rings }));
  it.each([
    ['not a collection', { type: 'Feature' }, 'the file is not a GeoJSON FeatureCollection'],
    ['nothing in it', file(), 'the file has no features'],
    ['no code', file(feature({ level: 1 })), 'feature 0: has neither a zone_code nor a p-code'],
    ['no level', file(feature({ zone_code: 'X' })), 'feature 0 (X): is administrative but has no level'],
    ['an unknown type', file(feature({ zone_code: 'X', zone_type: 'forest' })), 'feature 0 (X): has the unknown zone type "FOREST"'],
    ['a date that is none', file(feature({ ...admin, valid_from: '2016-02-30' })), 'feature 0 (SY05): has a valid_from or valid_to that is not a date or an instant with offset'],
    ['a local time', file(feature({ ...admin, valid_from: '2016-02-20T10:00' })), 'feature 0 (SY05): has a valid_from or valid_to that is not a date or an instant with offset'],
    ['an end before the beginning', file(feature({ ...admin, valid_from: '2016-02-20', valid_to: '2016-02-19' })), 'feature 0 (SY05): ends before it begins'],
    ['no geometry', file(feature(admin, null)), 'feature 0 (SY05): has no geometry'],
    ['a point', file(feature(admin, { type: 'Point', coordinates: [38, 35] })), 'feature 0 (SY05): is a Point; a zone is a Polygon or a MultiPolygon'],
    ['an open ring', ringed([[38, 35], [39, 35], [39, 36], [38, 36]]), 'feature 0 (SY05), ring 0, point 3: does not end where it begins'],
    ['too few points', ringed([[38, 35], [39, 35], [38, 35]]), 'feature 0 (SY05), ring 0, point 3: has 3 positions; a closed ring needs at least 4'],
    ['text for a number', ringed([[38, 35], ['39', 35], [39, 36], [38, 35]]), 'feature 0 (SY05), ring 0, point 1: has a coordinate that is not a number'],
    ['metres for degrees', ringed([[38, 35], [39, 35], [4_200_000, 36], [38, 35]]), 'feature 0 (SY05), ring 0, point 2: [4200000, 36] is not a longitude and a latitude in degrees'],
    ['a bow tie in the hole', ringed(box(38, 35, 39, 36), [[38.1, 35.1], [38.2, 35.2], [38.2, 35.1], [38.1, 35.2], [38.1, 35.1]]), 'feature 0 (SY05), ring 1, point 0: starts a side that crosses the side starting at point 2'],
    ['one zone twice', file(feature(admin), feature(admin)), 'feature 1 (SY05): says the same zone again as feature 0'],
  ])('%s', (_, content, fault) => expect(faultsOf(content)).toEqual([fault]));

  it('says at most twenty faults of a hopeless file', () => {
    expect(faultsOf(file(...Array.from({ length: 100 }, () => null)))).toHaveLength(20);
  });
});

it('rings that touch themselves at a point are allowed', () => {
  const eight = [[0, 0], [1, 1], [2, 0], [2, 2], [1, 1], [0, 2], [0, 0]];
  expect(only({ pcode: 'SY05', level: 1 }, { type: 'Polygon', coordinates: [eight] }).code).toBe('SY05');
});
