import { tooFine } from './publication-line';

it.each<[string, { zone?: string; bbox?: string }, string[]]>([
  ['everything', {}, []],
  ['a country', { zone: 'SY' }, []],
  ['a governorate', { zone: 'SY04' }, []],
  ['a district', { zone: 'SY0401' }, ['zone']],
  ['an area that is no boundary', { zone: 'BESIEGED-DARAYYA' }, ['zone']],
  ['a box', { bbox: '36,34,37,35' }, ['bbox']],
  ['a box in a subdistrict', { zone: 'SY040104', bbox: '36,34,37,35' }, ['zone', 'bbox']],
])('a publication of %s may be asked for, but for what would tell a finer place', (_, question, fields) => {
  expect(tooFine(question).map(({ field }) => field)).toEqual(fields);
});
