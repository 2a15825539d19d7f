// incident-row.ts - an incident as a row: which columns leave the house, and in which order.
import type { IncidentItem } from '@hotline/review';

/** Nothing here tells who reported, and nothing is a reporter's own words. The order is part of the format: add at the end. */
export const COLUMNS = [
  'id',
  'state',
  'factStatus',
  'scope',
  'ihlConcern',
  'determination',
  'act',
  'weapon',
  'target',
  'from',
  'to',
  'lat',
  'lon',
  'radiusM',
  'pcode',
  'zones',
  'perpetrators',
  'victims',
  'killed',
  'wounded',
  'reportCount',
  'sourceCount',
  'responsibleCoChair',
  'gravity',
  'messageStatus',
  'revision',
  'openedAt',
  'offeredAt',
  'changedAt',
] as const satisfies readonly (keyof IncidentItem)[];

/** Instants are ISO text in UTC: no format needs them as anything else. */
export type IncidentRow = { [Column in (typeof COLUMNS)[number]]: IncidentItem[Column] extends Date | null ? string | Extract<IncidentItem[Column], null> : IncidentItem[Column] };

export function valuesOf(item: IncidentRow): IncidentRow[keyof IncidentRow][] {
  return COLUMNS.map((column) => item[column]);
}

export function rowOf(item: IncidentRow): IncidentRow {
  const row: Record<string, unknown> = {};
  for (const column of COLUMNS) row[column] = item[column];
  return row as unknown as IncidentRow;
}

/** A point in WGS 84, longitude first (RFC 7946); no geometry when the place is not known. */
export function featureOf(item: IncidentRow): object {
  const { id, lat, lon } = item;
  const properties: Record<string, unknown> = {};
  for (const column of COLUMNS) if (column !== 'lat' && column !== 'lon') properties[column] = item[column];
  return { type: 'Feature', id, geometry: lat === null || lon === null ? null : { type: 'Point', coordinates: [lon, lat] }, properties };
}
