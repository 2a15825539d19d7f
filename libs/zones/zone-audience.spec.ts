import { typesFor, whyNotDrawnBy } from './zone-audience';

describe('who may draw which zone', () => {
  it.each([
    ['an officer on its own map', 'delineation', 'RU', 'MIXED', 'RU', null],
    ["an officer on the other side's map", 'delineation', 'RU', 'MIXED', 'US', 'is on the map US: you draw the map RU'],
    ['an officer on the map of both', 'delineation', 'US', 'MIXED', 'RECONCILED', 'is on the map RECONCILED: you draw the map US'],
    ['an officer and a governorate', 'delineation', 'US', 'ADMIN', 'US', 'is an administrative area: an operator imports those'],
    ['an operator on any map', 'admin', null, 'ADMIN', 'OCHA', null],
  ] as const)('%s', (_, role, side, type, source, why) => expect(whyNotDrawnBy({ role, side }, { type, source })).toBe(why));
});

it('a monitor is not told where armed parties stand, an officer with maps is', () => {
  expect(typesFor('monitor')).not.toContain('PROTECTED_PARTY_AREA');
  expect(typesFor('delineation')).toBeNull();
});
