import { rowsHere, type Format } from './how-far';

describe('the rows of an export that are here', () => {
  it.each<[Format, lines: number, total: number | null, rows: number | null]>([
    ['csv', 0, null, 0],
    ['csv', 1, 10, 0],
    ['csv', 11, 10, 10],
    ['ndjson', 4, 10, 4],
    ['ndjson', 4, null, 4],
    ['geojson', 1, 10, 0],
    ['geojson', 12, 10, 10],
    ['geojson', 3, 0, 0],
    ['log', 13, 10, 10],
    ['xlsx', 7, 10, null],
  ])('%s with %d lines of %s rows: %s', (format, lines, total, rows) => expect(rowsHere(format, lines, total)).toBe(rows));
});
