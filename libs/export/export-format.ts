// export-format.ts - a table of incidents in each of the formats auditors take away, piece by piece.
import { stringify } from 'csv-stringify/sync';
import { COLUMNS, csvRowOf, featureOf, rowOf, type IncidentRow } from './incident-row';

export interface ExportFormat {
  contentType: string;
  begin: string;
  /** @param isFirst whether these are the first rows of the file */
  rows(items: readonly IncidentRow[], isFirst: boolean): string;
  end: string;
}

/** RFC 4180: CRLF, quotes doubled. Formulas are defused twice, by the cell and by the writer. */
function csvLines(lines: readonly (readonly (string | number)[])[]): string {
  return stringify([...lines] as (string | number)[][], { record_delimiter: 'windows', escape_formulas: true });
}

export const FORMATS = {
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    begin: csvLines([COLUMNS]),
    rows: (items) => csvLines(items.map(csvRowOf)),
    end: '',
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    begin: '',
    rows: (items) => items.map((item) => `${JSON.stringify(rowOf(item))}\n`).join(''),
    end: '',
  },
  geojson: {
    contentType: 'application/geo+json; charset=utf-8',
    begin: '{"type":"FeatureCollection","features":[\n',
    rows: (items, isFirst) => (isFirst ? '' : ',\n') + items.map((item) => JSON.stringify(featureOf(item))).join(',\n'),
    end: '\n]}\n',
  },
} as const satisfies Record<string, ExportFormat>;

export type FormatName = keyof typeof FORMATS;
