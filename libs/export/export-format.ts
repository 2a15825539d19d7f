// export-format.ts - a table of incidents in each of the formats auditors take away, piece by piece.
import { csvLine, csvText, textCell } from './csv-cell';
import { HXL } from './hxl';
import { COLUMNS, featureOf, KINDS, rowsIn, valuesOf } from './incident-row';
import { LineWriter, type LineStyle } from './line-writer';
import { MOST_ROWS, XlsxWriter } from './xlsx';

export type Piece = string | Uint8Array;

/** One file under way. */
export interface ExportFile {
  begin(): Piece;
  /** @param rows whole rows as PostgreSQL copies them, at least one  @param isFirst whether these are the first of the file */
  rows(rows: Uint8Array, isFirst: boolean): Piece;
  end(): Piece;
}

export interface FileOptions {
  /** A row of HXL hashtags under the header, where the format has a header. */
  hxl?: boolean;
}

export interface ExportFormat {
  contentType: string;
  /** Incidents that one file can hold. */
  mostRows?: number;
  file(options: FileOptions): ExportFile;
}

function headers({ hxl }: FileOptions): string[][] {
  return hxl ? [[...COLUMNS], COLUMNS.map((column) => HXL[column])] : [[...COLUMNS]];
}

const CSV: LineStyle = {
  before: COLUMNS.map((_, at) => (at === 0 ? '' : ',')),
  end: '\r\n',
  nothing: '',
  quote: '',
  list: { empty: '', begin: '', between: ';', end: '' },
  plain: /[\w.:;-]/,
  first: /\w/,
  written: csvText,
};

const NDJSON: LineStyle = {
  before: COLUMNS.map((column, at) => `${at === 0 ? '{' : ','}${JSON.stringify(column)}:`),
  end: '}\n',
  nothing: 'null',
  quote: '"',
  list: { empty: '[]', begin: '["', between: '","', end: '"]' },
  plain: /[ !#-[\]-~]/,
  first: /[ !#-[\]-~]/,
  written: JSON.stringify,
};

const writerOf = (style: LineStyle) => new LineWriter(COLUMNS.map((column) => KINDS[column]), style);

export const FORMATS = {
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    file: (options) => {
      const writer = writerOf(CSV);
      return { begin: () => headers(options).map(csvLine).join(''), rows: (rows) => writer.lines(rows), end: () => '' };
    },
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    file: () => {
      const writer = writerOf(NDJSON);
      return { begin: () => '', rows: (rows) => writer.lines(rows), end: () => '' };
    },
  },
  geojson: {
    contentType: 'application/geo+json; charset=utf-8',
    file: () => ({
      begin: () => '{"type":"FeatureCollection","features":[\n',
      rows: (rows, isFirst) => (isFirst ? '' : ',\n') + rowsIn(rows).map((row) => JSON.stringify(featureOf(row))).join(',\n'),
      end: () => '\n]}\n',
    }),
  },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    mostRows: MOST_ROWS - 2, // header and hashtags
    file: (options) => {
      const writer = new XlsxWriter();
      return {
        begin: () => Buffer.concat([writer.begin(), writer.write(headers(options))]),
        rows: (rows) => writer.write(rowsIn(rows).map((row) => valuesOf(row).map(textCell))),
        end: () => writer.end(),
      };
    },
  },
} as const satisfies Record<string, ExportFormat>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];
