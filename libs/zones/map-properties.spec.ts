import { mapProperties, mappingFault } from './map-properties';

const file = (properties: object) => ({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry: null, properties: properties as Record<string, unknown> }] });
const read = (properties: object, mapping: Record<string, string>) => mapProperties(file(properties), mapping).features[0]!.properties;

it('their properties are read, our words are constants, the rest is kept as it was', () => {
  const mapping = { zone_code: '$ID', name_en: '$Label', zone_type: 'MIXED', map_source: 'US', valid_from: '$since' };
  expect(read({ ID: 17, Label: 'North', colour: 'grey' }, mapping)).toEqual({ zone_code: '17', name_en: 'North', zone_type: 'MIXED', map_source: 'US', valid_from: null, colour: 'grey' });
});

it.each([
  [[], /is an object/],
  [{ zone_code: { from: 'ID' } }, /"zone_code" must be/],
])('%j is no mapping', (mapping, fault) => expect(mappingFault(mapping)).toMatch(fault));
it('a mapping is a mapping', () => expect(mappingFault({ zone_code: '$ID', level: 1 })).toBeNull());
