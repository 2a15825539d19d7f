// incident-row.ts - an incident as a row: which columns leave the house, in which order, and how PostgreSQL's text of each is read.
import type { IncidentItem } from '@hotline/review';
import { cellsIn } from './copied-text';
import { READERS, type Kind, type ReadAs } from './wire-value';

type Written<Value> = Value extends Date ? string : Value;
type ColumnKinds = { readonly [Column in keyof IncidentItem]?: { [Name in Kind]: Written<NonNullable<IncidentItem[Column]>> extends ReadAs[Name] ? Name : never }[Kind] };

/** Nothing here tells who reported, and nothing is a reporter's own words. The order is part of the format: add at the end. */
export const KINDS = {
  id: 'text',
  state: 'text',
  factStatus: 'text',
  scope: 'text',
  ihlConcern: 'boolean',
  determination: 'text',
  act: 'text',
  weapon: 'text',
  target: 'text',
  from: 'instant',
  to: 'instant',
  lat: 'number',
  lon: 'number',
  radiusM: 'number',
  pcode: 'text',
  zones: 'list',
  perpetrators: 'list',
  victims: 'list',
  killed: 'number',
  wounded: 'number',
  reportCount: 'number',
  sourceCount: 'number',
  responsibleCoChair: 'text',
  gravity: 'text',
  messageStatus: 'text',
  revision: 'number',
  openedAt: 'instant',
  offeredAt: 'instant',
  changedAt: 'instant',
} as const satisfies ColumnKinds;

export const COLUMNS = Object.keys(KINDS) as (keyof typeof KINDS)[];

/** Instants are ISO text in UTC: no format needs them as anything else. */
export type IncidentRow = { [Name in keyof typeof KINDS]: IncidentItem[Name] extends Date | null ? string | Extract<IncidentItem[Name], null> : IncidentItem[Name] };

/** @param block whole rows with the columns in their order, as PostgreSQL copies them */
export function rowsIn(block: Uint8Array): IncidentRow[] {
  return cellsIn(block).map((cells) => {
    const row: Record<string, unknown> = {};
    for (const [at, column] of COLUMNS.entries()) {
      const cell = cells[at]!;
      row[column] = cell === null ? null : READERS[KINDS[column]](cell);
    }
    return row as unknown as IncidentRow;
  });
}

export function valuesOf(item: IncidentRow): IncidentRow[keyof IncidentRow][] {
  return COLUMNS.map((column) => item[column]);
}

/** A point in WGS 84, longitude first (RFC 7946); no geometry when the place is not known. */
export function featureOf(item: IncidentRow): object {
  const { id, lat, lon } = item;
  const properties: Record<string, unknown> = {};
  for (const column of COLUMNS) if (column !== 'lat' && column !== 'lon') properties[column] = item[column];
  return { type: 'Feature', id, geometry: lat === null || lon === null ? null : { type: 'Point', coordinates: [lon, lat] }, properties };
}
