import { resolve } from 'node:path';
import { ERRORS } from '../../../../libs/platform/errors';
import { refusalSentences } from '../../../../test/support/refusal-sentences';
import ar from './ar.json';
import en from './en.json';
import ru from './ru.json';
import { tellerOf, type Naming } from './told';

const languages: Record<string, object> = { en, ar, ru };
const found = (words: object, path: string) => path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], words);
const naming: Naming = { word: (code) => code, moment: (at) => at, distance: String, lasting: String, comma: ', ', semicolon: '; ' };
const tellerIn = (language: string) => tellerOf(en, (name, values) => (found(languages[language]!, name) as string).replace(/\{\{(\w+)\}\}/g, (_, gap: string) => values[gap]!), naming);
const OWN_LETTERS: Record<string, RegExp> = { en: /\w/, ar: /\p{Script=Arabic}/u, ru: /\p{Script=Cyrillic}/u };

describe.each(Object.keys(languages))('in %s', (language) => {
  const tell = tellerIn(language);
  const isTold = (sentence: string) => OWN_LETTERS[language]!.test(tell(sentence) ?? '');

  it.each(Object.keys(ERRORS))('the refusal %s has a sentence', (code) => expect(found(languages[language]!, `problem.${code}`)).toMatch(OWN_LETTERS[language]!));

  it('every sentence with which something is refused, every problem of a field and every rule of counting is told', () => {
    const sentences = refusalSentences(resolve(__dirname, '../../../..'));
    expect(sentences.length).toBeGreaterThan(200);
    expect(sentences.filter(({ examples }) => !examples.some(isTold)).map(({ said, at }) => `${at}: ${said}`)).toEqual([]);
  });

  it('what ended a piece of work is told where it is known', () => expect(isTold('ended its worker, or never finished')).toBe(true));
});

it('what nobody could know beforehand stays as it is', () => expect(tellerIn('ru')('TypeError at libs/zones/zone-file.ts:12')).toBeNull());

it('a fault of a file is told with its place', () =>
  expect(tellerIn('ru')('feature 1 (SY02), ring 0, point 3: does not end where it begins')).toBe('объект 1 (SY02), кольцо 0, точка 3: не кончается там, где начинается'));
