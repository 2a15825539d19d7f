import { FORMATS, type ExportFormat } from './export-format';
import { COLUMNS, type IncidentRow } from './incident-row';

const incident = (change: Partial<IncidentRow> = {}): IncidentRow => ({
  id: '7c1d3f0a-5d0e-4c37-9a52-0d3f6f0f8a01', state: 'AWAITING_OPINIONS', factStatus: 'VERIFIED', scope: 'IN_SCOPE', ihlConcern: false,
  determination: 'PENDING', act: 'ATTACK', weapon: 'AIR_STRIKE', target: 'CIVILIAN_AREA',
  from: new Date('2016-02-29T09:00:00Z'), to: new Date('2016-02-29T09:30:00Z'), lat: 34.97984, lon: -36.57503, radiusM: 1000,
  pcode: 'SY050102', zones: ['SY05', 'SY050102'], perpetrators: ['RU_VKS', 'SAF'], victims: [], killed: 3, wounded: null,
  reportCount: 3, sourceCount: 3, responsibleCoChair: 'RU', gravity: 'MAJOR', messageStatus: 'ACTUAL', revision: 3,
  openedAt: new Date('2016-02-29T09:40:00Z'), offeredAt: null, changedAt: new Date('2016-02-29T10:00:00.123Z'), ...change,
});
const file = (format: ExportFormat, ...batches: IncidentRow[][]) =>
  format.begin + batches.map((batch, at) => format.rows(batch, at === 0)).join('') + format.end;

describe('CSV', () => {
  it('has a header and CRLF, numbers bare, instants in UTC', () => {
    expect(file(FORMATS.csv, [incident()])).toBe(
      `${COLUMNS.join(',')}\r\n` +
        '7c1d3f0a-5d0e-4c37-9a52-0d3f6f0f8a01,AWAITING_OPINIONS,VERIFIED,IN_SCOPE,false,PENDING,ATTACK,AIR_STRIKE,CIVILIAN_AREA,' +
        '2016-02-29T09:00:00.000Z,2016-02-29T09:30:00.000Z,34.97984,-36.57503,1000,SY050102,SY05;SY050102,RU_VKS;SAF,,3,,3,3,RU,' +
        'MAJOR,ACTUAL,3,2016-02-29T09:40:00.000Z,,2016-02-29T10:00:00.123Z\r\n',
    );
  });

  it('is a header alone when there is nothing', () => {
    expect(file(FORMATS.csv)).toBe(`${COLUMNS.join(',')}\r\n`);
  });

  it('quotes what needs quoting and defuses what a spreadsheet would run', () => {
    const [, line] = file(FORMATS.csv, [incident({ perpetrators: ['=HYPERLINK("http://x","y")'], pcode: 'A,B' })]).split('\r\n');
    expect(line).toContain(`,"A,B",`);
    expect(line).toContain(`,"'=HYPERLINK(""http://x"",""y"")",`);
  });
});

it('NDJSON is a line per incident with the columns in their order', () => {
  const lines = file(FORMATS.ndjson, [incident(), incident({ lat: null, lon: null })], [incident()]).split('\n');
  expect(lines).toHaveLength(4);
  expect(Object.keys(JSON.parse(lines[0]!) as object)).toEqual(COLUMNS);
});

describe('GeoJSON', () => {
  it.each([[[]], [[[incident()]]], [[[incident(), incident()], [incident()]]]])('is well-formed in any number of pieces', (batches) => {
    const parsed = JSON.parse(file(FORMATS.geojson, ...(batches as IncidentRow[][]))) as { features: unknown[] };
    expect(parsed.features).toHaveLength((batches as IncidentRow[][]).flat().length);
  });

  it('puts longitude first and knows incidents without a place', () => {
    const { features } = JSON.parse(file(FORMATS.geojson, [incident(), incident({ lat: null, lon: null })])) as { features: { geometry: unknown }[] };
    expect(features.map(({ geometry }) => geometry)).toEqual([{ type: 'Point', coordinates: [-36.57503, 34.97984] }, null]);
  });
});
