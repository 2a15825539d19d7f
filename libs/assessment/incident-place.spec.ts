import { placeIncident, type Placement } from './incident-place';

const at = (reportId: string, radiusM: number | null): Placement => ({
  reportId, radiusM, how: radiusM === null ? 'UNRESOLVED' : 'STATED_POINT', pcode: null, zones: [],
});

it.each<[string, Placement[], string | null]>([
  ['nothing placed', [at('a', null)], null],
  ['no reports', [], null],
  ['the most precise', [at('a', 5000), at('b', 100), at('c', 1000)], 'b'],
  ['the earlier on a tie', [at('a', 100), at('b', 100)], 'a'],
  ['the placed one', [at('a', null), at('b', 30_000)], 'b'],
])('%s', (_, placements, reportId) => {
  expect(placeIncident(placements)?.reportId ?? null).toBe(reportId);
});
