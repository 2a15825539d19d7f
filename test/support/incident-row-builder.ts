import type { IncidentRow } from '@hotline/export';

/** A whole line of an export; a test names only what it is about. */
export const anIncidentRow = (change: Partial<IncidentRow> = {}): IncidentRow => ({
  id: '7c1d3f0a-5d0e-4c37-9a52-0d3f6f0f8a01', state: 'AWAITING_OPINIONS', factStatus: 'VERIFIED', scope: 'IN_SCOPE', ihlConcern: false,
  determination: 'PENDING', act: 'ATTACK', weapon: 'AIR_STRIKE', target: 'CIVILIAN_AREA',
  from: '2016-02-29T09:00:00.000Z', to: '2016-02-29T09:30:00.000Z', lat: 34.97984, lon: -36.57503, radiusM: 1000,
  pcode: 'SY050102', zones: ['SY05', 'SY050102'], perpetrators: ['RU_VKS', 'SAF'], victims: [], killed: 3, wounded: null,
  reportCount: 3, sourceCount: 3, responsibleCoChair: 'RU', gravity: 'MAJOR', messageStatus: 'ACTUAL', revision: 3,
  openedAt: '2016-02-29T09:40:00.000Z', offeredAt: null, changedAt: '2016-02-29T10:00:00.123Z', ...change,
});

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v' };

/** The rows as PostgreSQL copies them. */
export function copiedText(rows: readonly IncidentRow[]): Buffer {
  return Buffer.from(rows.map((row) => `${Object.values(row).map(cellText).join('\t')}\n`).join(''));
}

function cellText(value: unknown): string {
  if (value === null) return '\\N';
  if (Array.isArray(value)) return escaped(`{${(value as string[]).map(element).join(',')}}`);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  const instant = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d{3})Z$/.exec(String(value));
  return escaped(instant ? `${instant[1]} ${instant[2]}${instant[3]!.replace(/\.?0+$/, '')}+00` : String(value));
}

const escaped = (text: string) => text.replace(/[\\\x08-\x0d]/g, (mark) => ESCAPES[mark]!);
const element = (text: string) => (text === '' || /[\s{},"\\]|^null$/i.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text);
