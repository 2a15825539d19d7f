// surroundings.ts - what else was reported around two reports: 500 metres mean more in a village than in a city.
import { distanceMetres } from '@hotline/zones';
import { rarityIn, type Rarity } from './rarity';
import type { Sighting } from './sighting';

/** Counts of other reports, seen from each of the two; the smaller and the larger of both counts. */
export interface Crowd {
  /** Others nearer in space than the two are to each other. */
  nearer: Range;
  /** Of these, the ones of the other report's kind. */
  nearerAlike: Range;
  /** Others at least as near in space and in time. */
  nearerAndSooner: Range;
  nearerAndSoonerAlike: Range;
  /** Others of the same kind that stand between the two in time and no farther in space. */
  between: number;
  /** The density of the neighbourhood: others close by, others of the same kind close by and within reach. */
  close: number;
  closeAlike: number;
  aroundAlike: number;
}

export interface Range {
  least: number;
  most: number;
}

export interface Surroundings {
  /** Null when one of the two has no point. */
  crowd(a: Sighting, b: Sighting): Crowd | null;
  rarity: Rarity;
}

/** `earlier`: only reports accepted before the later of the two count, as in a running service. `all`: hindsight. */
export type Hindsight = 'earlier' | 'all';

interface Neighbour {
  report: Sighting;
  metres: number;
  hours: number;
}

const HOUR = 3_600_000;
const METRES_PER_DEGREE = 111_195;
/** Close by means within this part of the reach. */
const CLOSE = 1 / 6;

/** `reachMetres` is how far a neighbourhood goes. Reports without a point have no neighbourhood. */
export function surroundingsOf(reports: readonly Sighting[], reachMetres: number, hindsight: Hindsight): Surroundings {
  const grid = gridOf(reports, reachMetres);
  const known = new Map<Sighting, Neighbour[]>();
  const neighboursOf = (report: Sighting) => {
    const found = known.get(report) ?? grid(report);
    known.set(report, found);
    return found;
  };
  return {
    rarity: rarityIn(reports.map(({ words }) => words.tokens)),
    crowd(a, b) {
      if (!a.point || !b.point) return null;
      const until = hindsight === 'all' ? Number.POSITIVE_INFINITY : Math.max(a.seq, b.seq);
      return crowdOf(a, b, neighboursOf(a), neighboursOf(b), until, reachMetres * CLOSE);
    },
  };
}

function crowdOf(a: Sighting, b: Sighting, aroundA: readonly Neighbour[], aroundB: readonly Neighbour[], until: number, closeMetres: number): Crowd {
  const metres = distanceMetres(a.point!, b.point!);
  const hours = Math.abs(a.from - b.from) / HOUR;
  const left = count(aroundA, a, b, metres, hours, until, closeMetres);
  const right = count(aroundB, b, a, metres, hours, until, closeMetres);
  const range = (key: keyof Count): Range => ({ least: Math.min(left[key], right[key]), most: Math.max(left[key], right[key]) });
  return {
    nearer: range('nearer'),
    nearerAlike: range('nearerAlike'),
    nearerAndSooner: range('nearerAndSooner'),
    nearerAndSoonerAlike: range('nearerAndSoonerAlike'),
    between: range('between').most,
    close: range('close').most,
    closeAlike: range('closeAlike').most,
    aroundAlike: range('aroundAlike').most,
  };
}

type Count = Record<'nearer' | 'nearerAlike' | 'nearerAndSooner' | 'nearerAndSoonerAlike' | 'between' | 'close' | 'closeAlike' | 'aroundAlike', number>;

function count(around: readonly Neighbour[], from: Sighting, to: Sighting, metres: number, hours: number, until: number, closeMetres: number): Count {
  const counts: Count = { nearer: 0, nearerAlike: 0, nearerAndSooner: 0, nearerAndSoonerAlike: 0, between: 0, close: 0, closeAlike: 0, aroundAlike: 0 };
  const spot = Math.max(metres, closeMetres / 2);
  for (const { report: other, metres: away, hours: apart } of around) {
    if (other === to || other.seq > until) continue;
    const alike = to.act !== null && other.act === to.act;
    if (away < metres) counts.nearer += 1;
    if (away < metres && alike) counts.nearerAlike += 1;
    if (away <= metres && apart <= hours) counts.nearerAndSooner += 1;
    if (away <= metres && apart <= hours && alike) counts.nearerAndSoonerAlike += 1;
    if (away < closeMetres) counts.close += 1;
    if (!alike) continue;
    counts.aroundAlike += 1;
    if (away < closeMetres) counts.closeAlike += 1;
    if (away <= spot && (other.from - from.from) * (other.from - to.from) < 0) counts.between += 1;
  }
  return counts;
}

/** Looks in the nine cells around a report. Rows are as high as the reach; columns are counted per row, as wide as a row is high. */
function gridOf(reports: readonly Sighting[], reachMetres: number): (report: Sighting) => Neighbour[] {
  const cells = new Map<string, Sighting[]>();
  const height = reachMetres / METRES_PER_DEGREE;
  const row = (lat: number) => Math.floor(lat / height);
  const columns = (line: number) => Math.max(1, Math.floor((360 / height) * Math.max(Math.cos(((Math.abs(line) + 1) * height * Math.PI) / 180), 0.01)));
  const column = (line: number, lon: number) => Math.floor(((lon + 180) / 360) * columns(line));
  for (const report of reports) {
    if (!report.point) continue;
    const line = row(report.point.lat);
    const key = `${line}:${column(line, report.point.lon)}`;
    const cell = cells.get(key);
    if (cell) cell.push(report);
    else cells.set(key, [report]);
  }
  return (report) => {
    const { point } = report;
    if (!point) return [];
    const found: Neighbour[] = [];
    const near = new Set<string>();
    for (let line = row(point.lat) - 1; line <= row(point.lat) + 1; line += 1) {
      for (let step = -1; step <= 1; step += 1) {
        const all = columns(line);
        near.add(`${line}:${(column(line, point.lon) + step + all) % all}`);
      }
    }
    for (const key of near) {
      for (const other of cells.get(key) ?? []) {
        if (other === report) continue;
        const metres = distanceMetres(point, other.point!);
        if (metres <= reachMetres) found.push({ report: other, metres, hours: Math.abs(other.from - report.from) / HOUR });
      }
    }
    return found;
  };
}
