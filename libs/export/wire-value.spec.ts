import { instantOf, READERS } from './wire-value';

it.each([
  ['2016-02-29 09:00:00+00', '2016-02-29T09:00:00.000Z'],
  ['2016-02-29 09:00:00.5+00', '2016-02-29T09:00:00.500Z'],
  ['2016-02-29 09:00:00.123+00', '2016-02-29T09:00:00.123Z'],
])('the instant %s is %s', (text, instant) => expect(instantOf(text)).toBe(instant));

it.each(['2016-02-29 11:00:00+02', 'infinity', '2016-02-29 09:00:00.123456+00', '0044-03-15 09:00:00+00 BC'])('the instant %s is refused, not guessed', (text) =>
  expect(() => instantOf(text)).toThrow(RangeError),
);

it.each([
  ['{}', []],
  ['{SY,SY04}', ['SY', 'SY04']],
  ['{"a,b","c\\"d"}', ['a,b', 'c"d']],
  ['{حربنفسه,"NULL",""}', ['حربنفسه', 'NULL', '']],
])('the list %s is %j', (text, list) => expect(READERS.list(text)).toEqual(list));
