// export-format.ts - a table of incidents in each of the formats auditors take away, piece by piece.
import { csvLine, textCell } from './csv-cell';
import { HXL } from './hxl';
import { COLUMNS, featureOf, rowOf, valuesOf, type IncidentRow } from './incident-row';
import { MOST_ROWS, XlsxWriter } from './xlsx';

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

export interface ExportFormat {
  contentType: string;
  /** Incidents that one file can hold. */
  mostRows?: number;
  file(options: FileOptions): ExportFile;
}

function joined<Item>(items: readonly Item[], text: (item: Item) => string): string {
  let all = '';
  for (const item of items) all += text(item);
  return all;
}

function headers({ hxl }: FileOptions): string[][] {
  return hxl ? [[...COLUMNS], COLUMNS.map((column) => HXL[column])] : [[...COLUMNS]];
}

export const FORMATS = {
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    file: (options) => ({ begin: () => joined(headers(options), csvLine), rows: (items) => joined(items, (item) => csvLine(valuesOf(item))), end: () => '' }),
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    file: () => ({ begin: () => '', rows: (items) => joined(items, (item) => `${JSON.stringify(rowOf(item))}\n`), end: () => '' }),
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
    mostRows: MOST_ROWS - 2, // header and hashtags
    file: (options) => {
      const writer = new XlsxWriter();
      return {
        begin: () => Buffer.concat([writer.begin(), writer.write(headers(options))]),
        rows: (items) => writer.write(items.map((item) => valuesOf(item).map(textCell))),
        end: () => writer.end(),
      };
    },
  },
} as const satisfies Record<string, ExportFormat>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];
