// xlsx.ts - rows as a workbook (Office Open XML), written as they come: memory does not grow with the sheet.
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** Rows a sheet of this format can hold. */
export const MOST_ROWS = 1_048_576;

/** The first instant a zip archive can state: equal rows give equal bytes, whenever they are written. */
const EPOCH = '1980-01-01T00:00:00';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="Incidents" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/** A workbook of one sheet. Every call returns the bytes that are due; call `end` once. */
export class XlsxWriter {
  private readonly due: Uint8Array[] = [];
  private readonly zip = new Zip((error, bytes) => {
    if (error) throw error;
    this.due.push(bytes);
  });
  private readonly sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 1 });
  private rows = 0;

  begin(): Uint8Array {
    for (const [name, xml] of Object.entries(PARTS)) {
      const part = new ZipPassThrough(name);
      part.mtime = EPOCH;
      this.zip.add(part);
      part.push(strToU8(XML + xml), true);
    }
    this.sheet.mtime = EPOCH;
    this.zip.add(this.sheet);
    this.push(`${XML}<worksheet xmlns="${SHEET}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`);
    return this.take();
  }

  /** Numbers are number cells; text is text whatever it looks like, so nothing in it can run. @throws RangeError past `MOST_ROWS` */
  write(rows: readonly (readonly (string | number)[])[]): Uint8Array {
    this.rows += rows.length;
    if (this.rows > MOST_ROWS) throw new RangeError(`A sheet holds ${MOST_ROWS} rows; take CSV, or a filter.`);
    let xml = '';
    for (const row of rows) {
      xml += '<row>';
      for (const value of row) xml += cell(value);
      xml += '</row>';
    }
    this.push(xml);
    return this.take();
  }

  end(): Uint8Array {
    this.push('</sheetData></worksheet>', true);
    this.zip.end();
    return this.take();
  }

  private push(xml: string, isLast = false): void {
    this.sheet.push(strToU8(xml), isLast);
  }

  private take(): Uint8Array {
    return Buffer.concat(this.due.splice(0));
  }
}

function cell(value: string | number): string {
  if (value === '') return '<c/>';
  if (typeof value === 'number') return `<c><v>${value}</v></c>`;
  return `<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What XML 1.0 cannot hold is left out; `textCell` has replaced control characters and trimmed before. */
function escaped(text: string): string {
  if (/^[\w.:;-]*$/.test(text)) return text;
  return text.replace(/[&<>]/g, (mark) => NAMED[mark]!).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
