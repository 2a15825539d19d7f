import { placeName } from './stated-place';

const words = { language: 'en', comma: ', ', place: () => 'Ein Tarma, Damascus' };
const said = (...reports: [language: string, stated: string | null][]) => ({ zones: [], pcode: null, reports: reports.map(([language, stated]) => ({ language, place: { stated } })) }) as never;

describe('the name of a place', () => {
  it.each([
    ['what a report in the reader’s language says comes first', said(['ar', 'جوبر'], ['en', 'Jobar']), 'Jobar, Ein Tarma, Damascus'],
    ['a name in letters that the reader can read will do', said(['ru', 'Jobar']), 'Jobar, Ein Tarma, Damascus'],
    ['a name in other letters says nothing', said(['ar', 'جوبر']), 'Ein Tarma, Damascus'],
    ['nobody named a place', said(['en', null]), 'Ein Tarma, Damascus'],
    ['a town that bears its governorate’s name is named once', said(['en', 'Damascus']), 'Ein Tarma, Damascus'],
  ])('%s', (_, incident, name) => expect(placeName(incident, words)).toBe(name));

  it('is what was stated when no zone is known', () => expect(placeName(said(['en', 'Jobar']), { ...words, place: () => '' })).toBe('Jobar'));
});
