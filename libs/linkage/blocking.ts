// blocking.ts - which incidents are worth comparing: those that share a key with the report. Equal keys are cheap to find.
import { createHash } from 'node:crypto';
import { convoyKey } from './comparators/convoy';
import { SERVICE_MODEL, type Model } from './model';
import type { Sighting, UncertainPoint } from './sighting';
import { soundOf } from './words';

export interface BlockKeys {
  /** Same neighbourhood in space and time: many share it, the nearest are taken. */
  near: string[];
  /** Same file, convoy, text or name: few share it, distance does not matter. */
  special: string[];
}

/** About eleven kilometres: a village with its doubt touches one to four cells. */
const CELL_DEGREES = 0.1;
const METRES_PER_DEGREE = 111_195;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A report of many days is filed under its first and last: people join episodes. */
const MOST_DAYS = 4;

/**
 * Two reports whose circles and intervals come within the model's reach share a key: each is padded by half the reach.
 * Tests and exercises have keys of their own and never meet real reports.
 */
export function blockKeys(report: Sighting, model: Model): BlockKeys {
  const days = daysOf(report, model);
  const near = placesOf(report, model).flatMap((place) => days.map((day) => `${report.messageStatus}|${place}|${day}`));
  const special: string[] = [];
  for (const sha256 of report.media) special.push(`${report.messageStatus}|file ${sha256}`);
  const convoy = convoyKey(report.convoy);
  const name = soundOf(report.placeName);
  for (const day of days) {
    if (convoy) special.push(`${report.messageStatus}|convoy ${convoy}|${day}`);
    if (name) special.push(`${report.messageStatus}|name ${name}|${day}`);
    if (report.words.fingerprint) special.push(`${report.messageStatus}|text ${report.words.fingerprint}|${day}`);
  }
  return { near, special };
}

function placesOf({ point, pcode }: Pick<Sighting, 'point' | 'pcode'>, { reach }: Model): string[] {
  if (!point) return [];
  if (point.radiusM > reach.coarseMetres) return [`area ${pcode ?? cellOf(point.lat, point.lon)}`];
  return cellsAround(point, point.radiusM + reach.metres / 2).map((cell) => `cell ${cell}`);
}

/** A neighbourhood's past: so many days before the day of the report, without that day, so that the order of a day's reports does not matter. */
const PAST_DAYS = 14;

/** The keys under which incidents of the report's cell were filed in the fortnight before. None when the place is an area or unknown. */
export function pastKeys({ point, from, messageStatus }: Sighting, { reach }: Model): string[] {
  if (!point || point.radiusM > reach.coarseMetres) return [];
  const place = `${messageStatus}|cell ${cellOf(point.lat, point.lon)}`;
  const today = Math.floor((from - (reach.minutes / 2) * MINUTE) / DAY);
  return Array.from({ length: PAST_DAYS }, (_, index) => `${place}|${today - 1 - index}`);
}

/** The place part of the service's keys for a spot: what a seed of a benchmark files incidents under. */
export function placeKeysOf(point: UncertainPoint): string[] {
  return placesOf({ point, pcode: null }, SERVICE_MODEL);
}

function daysOf({ from, to }: Sighting, { reach }: Model): number[] {
  const pad = (reach.minutes / 2) * MINUTE;
  const [first, last] = [Math.floor((from - pad) / DAY), Math.floor((to + pad) / DAY)];
  if (last - first >= MOST_DAYS) return [first, last];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The cells a circle touches. Columns are counted per row, as wide in metres as the row is high, and go round the globe. */
function cellsAround({ lat, lon }: UncertainPoint, metres: number): string[] {
  const cells = new Set<string>();
  const north = metres / METRES_PER_DEGREE;
  for (let row = rowOf(lat - north); row <= rowOf(lat + north); row += 1) {
    const east = north / Math.max(Math.cos(((Math.abs(lat) + north) * Math.PI) / 180), 0.01);
    const [west, end] = [columnOf(row, lon - east), columnOf(row, lon + east)];
    for (let column = west; column <= end; column += 1) cells.add(`${row}:${wrapped(row, column)}`);
  }
  return [...cells];
}

function cellOf(lat: number, lon: number): string {
  const row = rowOf(lat);
  return `${row}:${wrapped(row, columnOf(row, lon))}`;
}

function rowOf(lat: number): number {
  return Math.floor(Math.max(-90, Math.min(90, lat)) / CELL_DEGREES);
}

function columnOf(row: number, lon: number): number {
  return Math.floor((lon + 180) / (360 / columnsIn(row)));
}

function columnsIn(row: number): number {
  const middle = ((row + 0.5) * CELL_DEGREES * Math.PI) / 180;
  return Math.max(1, Math.round((360 / CELL_DEGREES) * Math.cos(middle)));
}

function wrapped(row: number, column: number): number {
  const count = columnsIn(row);
  return ((column % count) + count) % count;
}

/**
 * The advisory locks of a batch, sorted. Two batches that could see each other's reports share a key and so a lock. The
 * number of locks is bounded: PostgreSQL's lock table is shared by everybody.
 */
export function lockSlots(keys: Iterable<string>): number[] {
  const slots = new Set<number>();
  for (const key of keys) slots.add(createHash('sha256').update(key).digest().readUInt16BE(0) % LOCK_SLOTS);
  return [...slots].sort((a, b) => a - b);
}
const LOCK_SLOTS = 2048;
