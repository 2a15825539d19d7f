import { strFromU8, unzipSync } from 'fflate';
import { anIncidentRow as incident, copiedText } from '../../test/support/incident-row-builder';
import { FORMATS, type FileOptions, type FormatName } from './export-format';
import { HXL } from './hxl';
import { COLUMNS, type IncidentRow } from './incident-row';

const bytesOf = (name: FormatName, options: FileOptions, batches: readonly IncidentRow[][]) => {
  const out = FORMATS[name].file(options);
  return Buffer.concat([out.begin(), ...batches.map((batch, at) => out.rows(copiedText(batch), at === 0)), out.end()].map((piece) => Buffer.from(piece as string)));
};
const file = (name: FormatName, ...batches: IncidentRow[][]) => bytesOf(name, {}, batches).toString('utf8');

describe('CSV', () => {
  it('has a header and CRLF, numbers bare, instants in UTC', () => {
    expect(file('csv', [incident()])).toBe(
      `${COLUMNS.join(',')}\r\n` +
        '7c1d3f0a-5d0e-4c37-9a52-0d3f6f0f8a01,AWAITING_OPINIONS,VERIFIED,IN_SCOPE,false,PENDING,ATTACK,AIR_STRIKE,CIVILIAN_AREA,' +
        '2016-02-29T09:00:00.000Z,2016-02-29T09:30:00.000Z,34.97984,-36.57503,1000,SY050102,SY05;SY050102,RU_VKS;SAF,,3,,3,3,RU,' +
        'MAJOR,ACTUAL,3,2016-02-29T09:40:00.000Z,,2016-02-29T10:00:00.123Z\r\n',
    );
  });

  it('is a header alone when there is nothing', () => {
    expect(file('csv')).toBe(`${COLUMNS.join(',')}\r\n`);
  });

  it('quotes what needs quoting and defuses what a spreadsheet would run', () => {
    const [, line] = file('csv', [incident({ perpetrators: ['=HYPERLINK("http://x","y")'], pcode: 'A,B' })]).split('\r\n');
    expect(line).toContain(`,"A,B",`);
    expect(line).toContain(`,"'=HYPERLINK(""http://x"",""y"")",`);
  });
});

it('NDJSON is a line per incident with the columns in their order', () => {
  const lines = file('ndjson', [incident(), incident({ lat: null, lon: null })], [incident()]).split('\n');
  expect(lines).toHaveLength(4);
  expect(Object.keys(JSON.parse(lines[0]!) as object)).toEqual(COLUMNS);
});

describe('GeoJSON', () => {
  it.each([[[]], [[[incident()]]], [[[incident(), incident()], [incident()]]]])('is well-formed in any number of pieces', (batches) => {
    const parsed = JSON.parse(file('geojson', ...(batches as IncidentRow[][]))) as { features: unknown[] };
    expect(parsed.features).toHaveLength((batches as IncidentRow[][]).flat().length);
  });

  it('puts longitude first and knows incidents without a place', () => {
    const { features } = JSON.parse(file('geojson', [incident(), incident({ lat: null, lon: null })])) as { features: { geometry: unknown }[] };
    expect(features.map(({ geometry }) => geometry)).toEqual([{ type: 'Point', coordinates: [-36.57503, 34.97984] }, null]);
  });
});

describe('XLSX', () => {
  const sheetOf = (bytes: Uint8Array) => strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!);
  const batches = [[incident({ perpetrators: ['=1+1', '<a>&'], wounded: 0 })], [incident({ lat: null })]];

  it('has numbers as numbers and text as text, whatever it looks like', () => {
    const sheet = sheetOf(bytesOf('xlsx', {}, batches));
    expect(sheet.match(/<row>/g)).toHaveLength(3);
    expect(sheet).toContain('<c><v>34.97984</v></c><c><v>-36.57503</v></c>');
    expect(sheet).toContain('<t>=1+1;&lt;a&gt;&amp;</t>');
    expect(sheet).not.toContain('<f>');
  });

  it('is the same bytes for the same rows', () => {
    expect(bytesOf('xlsx', {}, batches).equals(bytesOf('xlsx', {}, batches))).toBe(true);
  });
});

it('a row of HXL hashtags stands under the header on request', () => {
  const [header, tags, first] = bytesOf('csv', { hxl: true }, [[incident()]]).toString('utf8').split('\r\n');
  expect([header, tags]).toEqual([COLUMNS.join(','), COLUMNS.map((column) => HXL[column]).join(',')]);
  expect(first).toContain('SY050102');
});
