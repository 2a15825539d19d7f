import { csvCell, csvLine, type CsvValue } from './csv-cell';

it.each<[string, CsvValue, string | number]>([
  ['nothing', null, ''],
  ['a coordinate stays a number', -33.5, -33.5],
  ['zero', 0, 0],
  ['no number', Number.NaN, ''],
  ['yes', true, 'true'],
  ['an instant', '2016-02-29T09:20:00.000Z', '2016-02-29T09:20:00.000Z'],
  ['a list', ['SY05', 'SY0501'], 'SY05;SY0501'],
  ['an empty list', [], ''],
  ['Arabic stays itself', 'حربنفسه', 'حربنفسه'],
  ['quotes are the writer\'s business', 'a "b", c', 'a "b", c'],
  ['a formula', '=1+1', `'=1+1`],
  ['a command', '@SUM(A1)', `'@SUM(A1)`],
  ['a plus', '+1', `'+1`],
  ['a number as text', '-33.5', `'-33.5`],
  ['a formula behind blanks', '  =1+1', `'=1+1`],
  ['a formula behind a tab', '\t=1+1', `'=1+1`],
  ['a formula behind a byte order mark', '\ufeff=1+1', `'=1+1`],
  ['a formula in full width', '＝1+1', `'＝1+1`],
  ['a formula in a list', ['=x', 'y'], `'=x;y`],
  ['line ends', 'a\r\nb', 'a  b'],
  ['NUL', 'a\u0000b', 'a b'],
  ['text that reads backwards', 'a\u202egpj.exe', 'a gpj.exe'],
  ['isolates', '\u2066a\u2069', 'a'],
])('%s', (_, value, cell) => expect(csvCell(value)).toBe(cell));

it('a line ends with CRLF and quotes what needs quoting', () => {
  expect(csvLine(['a', 'b,c', 'say "x"', -1.5, null, ['=x', 'y'], true, 'two\r\nlines'])).toBe(`a,"b,c","say ""x""",-1.5,,'=x;y,true,two  lines\r\n`);
});
