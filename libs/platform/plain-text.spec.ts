import { plainText } from './plain-text';

it.each([
  ['Arabic presentation forms', 'ﺣﺮﺑﻨﻔﺴﻪ', 'حربنفسه'],
  ['ta marbuta and ha', 'حربنفسة', 'حربنفسه'],
  ['tatweel and vowel marks', 'حَرْبـــنَفْسه', 'حربنفسه'],
  ['alef forms', 'أإآٱ', 'اااا'],
  ['hamza on its chair, and alone', 'مئات شهداء رؤوس', 'ميات شهدا رووس'],
  ['Persian letters', 'تلکلخ', 'تلكلخ'],
  ['digits of two kinds', '١٢ ۳۴', '12 34'],
  ['invisible direction marks', '\u200fدوما\u200e', 'دوما'],
  ['Latin diacritics and case', 'Dārayyā', 'darayya'],
  ['io is ie, short i stays', 'Миномётный, Йемен', 'минометный, йемен'],
  ['full width', 'ＡＢＣ１', 'abc1'],
])('%s', (_, text, plain) => expect(plainText(text)).toBe(plain));

it('what is plain stays as it is', () => {
  const plain = plainText('Авиаудар по рынку; غارة على السوق; Air strike, 3 killed.');
  expect(plainText(plain)).toBe(plain);
});
