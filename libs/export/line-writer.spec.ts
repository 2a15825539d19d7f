import * as fc from 'fast-check';
import { anyIncidentRow as row } from '../../test/support/any-incident-row';
import { anIncidentRow, copiedText } from '../../test/support/incident-row-builder';
import { csvLine } from './csv-cell';
import { FORMATS } from './export-format';
import { rowsIn, valuesOf, type IncidentRow } from './incident-row';

const written = (format: 'csv' | 'ndjson', rows: readonly IncidentRow[]) => Buffer.from(FORMATS[format].file({}).rows(copiedText(rows)) as Uint8Array).toString();

describe('lines of rows that PostgreSQL copied', () => {
  it('are read back as the same rows', () => fc.assert(fc.property(fc.array(row, { maxLength: 3 }), (rows) => expect(rowsIn(copiedText(rows))).toEqual(rows)), { numRuns: 500 }));

  it('as NDJSON are what JSON.stringify writes', () =>
    fc.assert(fc.property(fc.array(row, { maxLength: 3 }), (rows) => expect(written('ndjson', rows)).toBe(rows.map((one) => `${JSON.stringify(one)}\n`).join(''))), { numRuns: 500 }));

  it('as CSV are what the cells say', () =>
    fc.assert(fc.property(fc.array(row, { maxLength: 3 }), (rows) => expect(written('csv', rows)).toBe(rows.map((one) => csvLine(valuesOf(one))).join(''))), { numRuns: 500 }));

  it('may be longer than any buffer that was thought of', () => {
    const rows = [anIncidentRow({ pcode: '\u0001'.repeat(400_000) }), anIncidentRow({ zones: Array.from({ length: 200_000 }, () => 'a') }), anIncidentRow()];
    expect(written('ndjson', rows)).toBe(rows.map((one) => `${JSON.stringify(one)}\n`).join(''));
  });

  it.each(['2016-02-29 11:00:00+02', 'infinity', '2016-02-29 09:00:00.123456+00', '0044-03-15 09:00:00+00 BC'])('are refused with the instant %s, not guessed', (at) => {
    const wrong = Buffer.from(copiedText([anIncidentRow()]).toString().replace('2016-02-29 09:00:00+00', at));
    for (const format of ['csv', 'ndjson'] as const) expect(() => FORMATS[format].file({}).rows(wrong)).toThrow('An instant that no export can write');
  });
});
