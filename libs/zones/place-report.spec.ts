import { buildGazetteer } from './gazetteer';
import { placeReport, type StatedPlace } from './place-report';
import { buildZoneIndex } from './zone-index';
import { box, country, place, policy, zone } from './zones.fixture';

const noon = new Date('2016-03-01T12:00:00Z');
const nothing: StatedPlace = { lat: null, lon: null, radiusM: null, pcode: null, name: null, from: noon, to: noon };
const places = [
  place('XX010203', { names: { en: 'Harbanifse', ar: 'حربنفسه', ru: 'Харбнафса' }, aliases: ['Hirbnafsah'], lat: 35.7, lon: 38.5 }),
  place('XX0101', { names: { en: 'Talla' }, lat: 35.2, lon: 38.3 }),
  place('SEAT', { names: { en: 'Wadi', ar: 'وادي' }, lat: 35.25, lon: 38.6, pcode: 'XX0101' }),
  place('RAQQA-1', { names: { en: 'Khirbet Ghazala' }, lat: 35.8, lon: 38.9, pcode: 'XX0102' }),
  place('RAQQA-2', { names: { en: 'Khirbet Ghazala' }, lat: 35.1, lon: 39.9, pcode: 'XX02' }),
  place('KANSABA', { names: { en: 'Kansaba', ar: 'كنسبا' }, lat: 35.9, lon: 39.5, pcode: 'XX0201' }),
];
const zones = [
  ...country,
  zone('CALM', box(38.2, 35.2, 38.3, 35.3), { type: 'LOCAL_CALM', level: null, pcode: null, validFrom: new Date('2016-03-01T00:00:00Z'), validTo: new Date('2016-03-02T00:00:00Z') }),
];
const atlas = { index: buildZoneIndex(zones), gazetteer: buildGazetteer(places, zones, policy) };
const placed = (stated: Partial<StatedPlace>) => placeReport({ ...nothing, ...stated }, atlas, policy);
const zonesOf = (stated: Partial<StatedPlace>) => placed(stated).zones.map(({ code, relation }) => `${relation} ${code}`);

describe('a stated point', () => {
  it.each([
    ['well inside', { lat: 35.25, lon: 38.5, radiusM: 500 }, ['inside XX', 'inside XX01', 'inside XX0101'], 'XX0101'],
    ['so unsure that it may be next door', { lat: 35.49, lon: 38.5, radiusM: 5_000 }, ['inside XX', 'inside XX01', 'border XX0101', 'border XX0102'], 'XX0101'],
    ['on the line', { lat: 35.5, lon: 38.5, radiusM: 0 }, ['inside XX', 'inside XX01', 'border XX0101', 'border XX0102'], 'XX01'],
    ['known to the governorate only', { lat: 35.49, lon: 38.5, radiusM: 40_000 }, ['inside XX', 'inside XX01', 'border CALM'], 'XX01'],
    ['outside everything', { lat: 34.9, lon: 38.5, radiusM: 500 }, ['nearest XX'], null],
    ['outside, its radius reaching in', { lat: 34.999, lon: 38.5, radiusM: 500 }, ['border XX', 'border XX01', 'border XX0101'], null],
    ['far from everything', { lat: 10, lon: 10, radiusM: 500 }, [], null],
  ])('%s', (_, stated, expected, pcode) => {
    expect(zonesOf(stated)).toEqual(expected);
    expect(placed(stated)).toMatchObject({ how: 'STATED_POINT', confidence: 1, pcode, clarification: null });
  });

  it('tells how far the nearest zone is', () => {
    expect(placed({ lat: 34.9, lon: 38.5, radiusM: 500 }).zones[0]!.distanceM).toBeCloseTo(11_119, -1);
  });

  it('without a radius gets the radius of the policy', () => {
    expect(placed({ lat: 35.25, lon: 38.5 }).radiusM).toBe(1_000);
  });

  it.each([
    [35.1234567, 35.1234567],
    [35.12345678901, 35.1234568],
    [Number.MIN_VALUE, 0],
    [-90, -90],
  ])('of latitude %d is taken as %d: to the centimetre', (lat, taken) => {
    expect(placed({ lat, lon: 38.5 }).lat).toBe(taken);
  });

  it('wins over a code and a name, and asks when the code is elsewhere', () => {
    const stated = { lat: 35.25, lon: 38.5, pcode: 'XX0101', name: 'Kansaba', radiusM: 20_000 };
    expect(placed(stated)).toMatchObject({ how: 'STATED_POINT', lat: 35.25, clarification: null });
    expect(placed({ ...stated, pcode: 'XX02', radiusM: 10 }).clarification).toMatch(/34.8 km outside XX02 \(Sharq\)/);
    expect(placed({ ...stated, pcode: 'XX010203', radiusM: 10 }).clarification).toMatch(/outside XX010203 \(Harbanifse\)/);
  });
});

describe('zones with a life', () => {
  const at = (from: string, to = from) =>
    placed({ lat: 35.25, lon: 38.25, radiusM: 100, from: new Date(from), to: new Date(to) }).zones.find(({ code }) => code === 'CALM')?.during;
  it.each([
    ['before', '2016-02-29T23:59:59Z', undefined],
    ['at the first instant', '2016-03-01T00:00:00Z', 'whole'],
    ['in the middle', '2016-03-01T12:00:00Z', 'whole'],
    ['at the end, which is no more part of it', '2016-03-02T00:00:00Z', undefined],
  ])('%s', (_, instant, during) => expect(at(instant)).toBe(during));
  it('an interval across the end is in part', () => expect(at('2016-03-01T23:00:00Z', '2016-03-02T01:00:00Z')).toBe('part'));
});

describe('a stated code', () => {
  it.each([
    ['of a place', 'XX010203', { lat: 35.7, pcode: 'XX010203', radiusM: 2_000, confidence: 1, clarification: null }],
    ['of an area with its chief place', 'xx0101 ', { lat: 35.2, pcode: 'XX0101', confidence: 1, clarification: null }],
    ['of an area known from its outline', 'XX0102', { lat: 35.75, lon: 38.5, pcode: 'XX0102', radiusM: 20_000 }],
    ['of an area known only from a place in it', 'XX0201', { lat: 35.9, lon: 39.5, pcode: 'XX0201', radiusM: 20_000 }],
    ['unknown, in a known area', 'XX010299', { pcode: 'XX0102', confidence: 0.8, clarification: expect.stringMatching(/within XX0102/) }],
  ])('%s', (_, pcode, expected) => expect(placed({ pcode })).toMatchObject({ how: 'PCODE', ...expected }));

  it('is inside the areas its digits name, whatever its radius', () => {
    expect(zonesOf({ pcode: 'XX010203' })).toEqual(['inside XX', 'inside XX01', 'inside XX0102']);
    expect(placed({ pcode: 'XX010203' }).zones.map(({ distanceM }) => distanceM)).toEqual([null, null, null]);
  });

  it('that nobody knows stays unresolved and is asked about', () => {
    expect(placed({ pcode: 'ZZ01' })).toMatchObject({ how: 'UNRESOLVED', lat: null, zones: [], clarification: expect.stringMatching(/not known/) });
  });
});

describe('a stated name', () => {
  it.each([
    ['as listed', 'Harbanifse', 1],
    ['in Arabic', 'حربنفسه', 1],
    ['with ta marbuta', 'حربنفسة', 1],
    ['in presentation forms', 'ﺣﺮﺑﻨﻔﺴﻪ', 1],
    ['in Russian', 'Харбнафса', 1],
    ['as somebody heard it', 'Hirbinifsah', 0.9],
    ['with one slip', 'Harbanfise', 0.85],
  ])('%s: %s', (_, name, atLeast) => {
    const placement = placed({ name });
    expect(placement).toMatchObject({ how: 'PLACE_NAME', pcode: 'XX010203', lat: 35.7, radiusM: 2_000, clarification: null });
    expect(placement.confidence).toBeGreaterThanOrEqual(atLeast);
    expect(placement.zones.every(({ relation }) => relation === 'inside')).toBe(true);
  });

  it('too garbled to act on gives candidates and a question', () => {
    const placement = placed({ name: 'Harb Bebsi' });
    expect(placement).toMatchObject({ how: 'UNRESOLVED', lat: null, pcode: null, clarification: expect.stringMatching(/Which place is meant: Harbanifse/) });
    expect(placement.candidates[0]).toMatchObject({ code: 'XX010203' });
    expect(placement.confidence).toBeLessThan(0.6);
  });

  it('shared by two places stays open', () => {
    const placement = placed({ name: 'Khirbet Ghazala' });
    expect(placement.how).toBe('UNRESOLVED');
    expect(placement.candidates.map(({ code, confidence }) => [code, confidence])).toEqual([['RAQQA-1', 1], ['RAQQA-2', 1]]);
  });

  it('shared by two places is settled by a stated area', () => {
    expect(placed({ name: 'Khirbet Ghazala', pcode: 'XX02' })).toMatchObject({ how: 'PLACE_NAME', pcode: 'XX02', lat: 35.1 });
  });

  it('of a governorate and its town is as wide as it was said, and asked about', () => {
    expect(placed({ name: 'Wadi' })).toMatchObject({ how: 'PLACE_NAME', pcode: 'XX01', clarification: expect.stringMatching(/whole of Wadi \(XX01\)/) });
  });

  it.each([['Wadi city', 'XX0101'], ['مدينة وادي', 'XX0101'], ['Wadi governorate', 'XX01']])('that says of what kind it is, is that: %s', (name, pcode) => {
    expect(placed({ name })).toMatchObject({ how: 'PLACE_NAME', pcode, clarification: null });
  });

  it('nobody knows is asked about', () => {
    expect(placed({ name: 'Qqqqqq' })).toMatchObject({ how: 'UNRESOLVED', candidates: [], clarification: expect.stringMatching(/another spelling/) });
  });

  it('nobody knows in a stated area falls back to the area', () => {
    expect(placed({ name: 'Qqqqqq', pcode: 'XX0102' })).toMatchObject({ how: 'PCODE', pcode: 'XX0102' });
  });
});
