// The programs in which auditors open what they took away read it as it was meant. A case runs where its program is installed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anIncidentRow, copiedText } from '../../test/support/incident-row-builder';
import { FORMATS, type FileOptions, type FormatName } from './export-format';
import { COLUMNS, type IncidentRow } from './incident-row';

const isInstalled = (name: string) => {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return false;
  }
};
const describeWith = (program: string, name: string, body: () => void) =>
  isInstalled(program) ? describe(name, body) : describe.skip(`${name} [skipped: needs ${program}]`, () => it('is not installed', () => undefined));

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'hotline-read-elsewhere-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const saved = (format: FormatName, rows: readonly IncidentRow[], options: FileOptions = {}) => {
  const out = FORMATS[format].file(options);
  writeFileSync(join(folder, `incidents.${format}`), Buffer.concat([out.begin(), out.rows(copiedText(rows), true), out.end()].map((piece) => Buffer.from(piece as string))));
};
const run = (program: string, ...args: string[]) => execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** What has been tried on spreadsheets: each would be computed, or run, by one of them if it were taken for a formula. */
const FORMULAS = [
  '=1+1', '+1+1', '-1+1', '@SUM(1,1)', '\t=1+1', '\r=1+1', '\n=1+1', ' =1+1', '\u00a0=1+1', '\uff1d1+1', '\u200b=1+1', "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")',
  '=WEBSERVICE("http://x")', '";=1+1;"', '","=1+1', '=1+1";=1+1', '\u202e=1+1',
];

/** Comma, quote, UTF-8, from the first line; numbers are detected and formulas evaluated: the most careless way to open a file. */
const EVALUATING = 'CSV:44,34,76,1,,0,false,true,false,false,false,-1,true';

describeWith('soffice', 'LibreOffice', () => {
  /** The cells of the sheet as LibreOffice understands them: `office:` attributes and text, one list a row. */
  const cellsOf = (format: FormatName) => {
    const willing = format === 'csv' ? [`--infilter=${EVALUATING}`] : [];
    run('soffice', '--headless', `-env:UserInstallation=file://${folder}/profile`, ...willing, '--convert-to', 'fods', '--outdir', folder, `incidents.${format}`);
    const xml = readFileSync(join(folder, 'incidents.fods'), 'utf8');
    return [...xml.matchAll(/<table:table-row[^>]*>(.*?)<\/table:table-row>/gs)].map(([, row]) =>
      [...row!.matchAll(/<table:table-cell([^>]*?)(?:\/>|>(.*?)<\/table:table-cell>)/gs)].flatMap(([, attributes, inner]) => {
        const times = Number(/number-columns-repeated="(\d+)"/.exec(attributes!)?.[1] ?? 1);
        const cell = {
          formula: attributes!.includes('table:formula'),
          number: /office:value="([^"]+)"/.exec(attributes!)?.[1] ?? null,
          text: [...(inner ?? '').matchAll(/<text:p[^>]*>(.*?)<\/text:p>/gs)].map(([, text]) => text!.replace(/<[^>]*>/g, '').replaceAll('&quot;', '"')).join('\n'),
        };
        return times > COLUMNS.length ? [] : Array.from({ length: times }, () => cell);
      }),
    );
  };
  const column = (name: (typeof COLUMNS)[number]) => COLUMNS.indexOf(name);
  const rows = [anIncidentRow({ wounded: 0 }), anIncidentRow({ lat: null, lon: null, pcode: 'A,B "C"' }), ...FORMULAS.map((text) => anIncidentRow({ perpetrators: [text], pcode: text }))];

  it.each(['csv', 'xlsx'] as const)('opens %s with every row and column, numbers as numbers, and no formula in it', (format) => {
    saved(format, rows);
    const [header, ...lines] = cellsOf(format).filter((row) => row.length > 0);
    expect(header!.map(({ text }) => text)).toEqual(COLUMNS);
    expect(lines).toHaveLength(rows.length);
    expect(lines.flat().filter(({ formula }) => formula)).toEqual([]);
    expect(['lat', 'lon', 'radiusM', 'killed', 'wounded'].map((name) => lines[0]![column(name as 'lat')]!.number)).toEqual(['34.97984', '-36.57503', '1000', '3', '0']);
    expect([lines[1]![column('lat')]!.text, lines[1]![column('pcode')]!.text]).toEqual(['', 'A,B "C"']);
    expect(lines[0]![column('id')]!.text).toBe(rows[0]!.id);
  });

  it('opens a file with a row of HXL hashtags', () => {
    saved('csv', [anIncidentRow()], { hxl: true });
    const [, tags, first] = cellsOf('csv');
    expect(tags!.map(({ text }) => text)).toEqual(expect.arrayContaining(['#geo+lat', '#geo+lon', '#event+id']));
    expect(first![column('lat')]!.number).toBe('34.97984');
  });
});

describeWith('ogr2ogr', 'GDAL, and so QGIS', () => {
  it('reads GeoJSON as points in WGS 84, with every property, and incidents without a place', () => {
    saved('geojson', [anIncidentRow(), anIncidentRow({ id: '7c1d3f0a-5d0e-4c37-9a52-0d3f6f0f8a02', lat: null, lon: null, killed: null })]);
    run('ogr2ogr', '-f', 'CSV', 'points.csv', 'incidents.geojson', '-lco', 'GEOMETRY=AS_XY');
    const [header, first, second] = readFileSync(join(folder, 'points.csv'), 'utf8').split('\n');
    expect(header!.split(',')).toEqual(expect.arrayContaining(['X', 'Y', ...COLUMNS.filter((name) => name !== 'lat' && name !== 'lon')]));
    expect(first).toMatch(/^-36\.57503,34\.97984,7c1d3f0a-5d0e-4c37-9a52-0d3f6f0f8a01,/);
    expect(second).toMatch(/^,,7c1d3f0a-5d0e-4c37-9a52-0d3f6f0f8a02,/);
    expect(run('ogrinfo', '-so', '-al', 'incidents.geojson')).toMatch(/Geometry: Point[^]*Feature Count: 2[^]*WGS 84[^]*killed: Integer/);
  });

  it('reads an export of nothing', () => {
    saved('geojson', []);
    expect(run('ogrinfo', '-so', '-al', 'incidents.geojson')).toContain('Feature Count: 0');
  });
});
