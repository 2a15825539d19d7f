// export-format.ts - a table of incidents in each of the formats auditors take away, piece by piece.
import { stringify } from 'csv-stringify/sync';
import { HXL } from './hxl';
import { COLUMNS, csvRowOf, featureOf, rowOf, textRowOf, type IncidentRow } from './incident-row';
import { XlsxWriter } from './xlsx';

export type Piece = string | Uint8Array;

/** One file under way. */
export interface ExportFile {
  begin(): Piece;
  /** @param isFirst whether these are the first rows of the file */
  rows(items: readonly IncidentRow[], isFirst: boolean): Piece;
  end(): Piece;
}

export interface FileOptions {
  /** A row of HXL hashtags under the header, where the format has a header. */
  hxl?: boolean;
}

interface ExportFormat {
  contentType: string;
  file(options: FileOptions): ExportFile;
}

/** RFC 4180: CRLF, quotes doubled. Formulas are defused twice, by the cell and by the writer. */
function csvLines(lines: readonly (readonly (string | number)[])[]): string {
  return stringify([...lines] as (string | number)[][], { record_delimiter: 'windows', escape_formulas: true });
}

function headers({ hxl }: FileOptions): string[][] {
  return hxl ? [[...COLUMNS], COLUMNS.map((column) => HXL[column])] : [[...COLUMNS]];
}

export const FORMATS = {
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    file: (options) => ({ begin: () => csvLines(headers(options)), rows: (items) => csvLines(items.map(csvRowOf)), end: () => '' }),
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    file: () => ({ begin: () => '', rows: (items) => items.map((item) => `${JSON.stringify(rowOf(item))}\n`).join(''), end: () => '' }),
  },
  geojson: {
    contentType: 'application/geo+json; charset=utf-8',
    file: () => ({
      begin: () => '{"type":"FeatureCollection","features":[\n',
      rows: (items, isFirst) => (isFirst ? '' : ',\n') + items.map((item) => JSON.stringify(featureOf(item))).join(',\n'),
      end: () => '\n]}\n',
    }),
  },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    file: (options) => {
      const writer = new XlsxWriter();
      return {
        begin: () => Buffer.concat([writer.begin(), writer.write(headers(options))]),
        rows: (items) => writer.write(items.map(textRowOf)),
        end: () => writer.end(),
      };
    },
  },
} as const satisfies Record<string, ExportFormat>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];
