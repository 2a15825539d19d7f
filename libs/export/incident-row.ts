// incident-row.ts - an incident as a row: which columns leave the house, and in which order.
import type { IncidentItem } from '@hotline/review';
import { csvCell, textCell } from './csv-cell';

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

export type IncidentRow = Pick<IncidentItem, (typeof COLUMNS)[number]>;

export function rowOf(item: IncidentRow): IncidentRow {
  return Object.fromEntries(COLUMNS.map((column) => [column, item[column]])) as unknown as IncidentRow;
}

export function csvRowOf(item: IncidentRow): (string | number)[] {
  return COLUMNS.map((column) => csvCell(item[column]));
}

/** For formats whose text can never run: the same, without the mark that keeps a spreadsheet from taking text for a formula. */
export function textRowOf(item: IncidentRow): (string | number)[] {
  return COLUMNS.map((column) => textCell(item[column]));
}

/** A point in WGS 84, longitude first (RFC 7946); no geometry when the place is not known. */
export function featureOf(item: IncidentRow): object {
  const { id, lat, lon, ...properties } = rowOf(item);
  const geometry = lat === null || lon === null ? null : { type: 'Point', coordinates: [lon, lat] };
  return { type: 'Feature', id, geometry, properties: { id, ...properties } };
}
