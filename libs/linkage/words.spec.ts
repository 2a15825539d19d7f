import { wordsOf } from './words';

const stems = (text: string, language: string | null = null) => [...wordsOf(text, language).tokens].sort();

it.each([
  ['Arabic articles, conjunctions and endings', 'غارات الغارات بالغارات', 'ar', 2],
  ['Russian cases', 'авиаудар авиаудары авиаударов авиаударами', 'ru', 1],
  ['Russian with and without the dots', 'миномётный минометный минометного', 'ru', 1],
  ['English endings', 'shelling shelled shells', 'en', 1],
])('%s are few stems', (_, text, language, most) => expect(stems(text, language).length).toBeLessThanOrEqual(most));

it.each([
  ['en', 'and then it was on the'],
  ['ru', 'и он был на'],
  ['ar', 'في من على التي'],
])('words that say nothing are left out (%s)', (language, text) => expect(stems(text, language)).toEqual([]));

it('a language without a stemmer here keeps its words', () => expect(stems('bombardements des maisons', 'fr')).toContain('bombardements'));

it('numbers are for casualties to compare', () => expect(stems('12 killed ١٢', 'en')).toEqual(['kill']));
