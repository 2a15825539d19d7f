// candidate-pairs.ts - which earlier reports of a file are worth comparing with each: the most promising few inside the window.
import { distanceMetres } from '@hotline/zones';
import { MEASURES } from '../measures';
import type { Model } from '../model';
import type { Sighting } from '../sighting';

/** The cheap questions: they need the two reports alone. */
const CHEAP = ['metres apart', 'hours apart', 'kind'];
const METRES_PER_DEGREE = 111_195;
const HOUR = 3_600_000;

export interface BlockingPlan {
  window: { metres: number; hours: number };
  /** At most so many earlier reports per report. */
  most: number;
}

/** For each report, the earlier ones it is compared with, the most promising first by the model's weight of the cheap questions. */
export function candidatePairs(sightings: readonly Sighting[], model: Model, { window, most }: BlockingPlan): Map<Sighting, Sighting[]> {
  const step = window.metres / METRES_PER_DEGREE;
  const cells = new Map<string, Sighting[]>();
  const cellOf = (row: number, column: number) => `${row}:${column}`;
  const widthOf = (row: number) => step / Math.max(0.01, Math.cos(((Math.abs(row) + 1) * step * Math.PI) / 180));
  const found = new Map<Sighting, Sighting[]>();
  for (const report of [...sightings].sort((a, b) => a.seq - b.seq)) {
    const { point } = report;
    if (!point) {
      found.set(report, []);
      continue;
    }
    const row = Math.floor(point.lat / step);
    const near: { other: Sighting; bits: number }[] = [];
    for (let line = row - 1; line <= row + 1; line += 1) {
      const column = Math.floor((point.lon + 180) / widthOf(line));
      for (let side = column - 1; side <= column + 1; side += 1) {
        for (const other of cells.get(cellOf(line, side)) ?? []) {
          if (distanceMetres(point, other.point!) > window.metres || (report.from - other.to) / HOUR > window.hours) continue;
          near.push({ other, bits: cheapBits(report, other, model) });
        }
      }
    }
    near.sort((a, b) => b.bits - a.bits || b.other.seq - a.other.seq);
    found.set(report, near.slice(0, most).map(({ other }) => other));
    const key = cellOf(row, Math.floor((point.lon + 180) / widthOf(row)));
    const cell = cells.get(key);
    if (cell) cell.push(report);
    else cells.set(key, [report]);
  }
  return found;
}

function cheapBits(a: Sighting, b: Sighting, { measures = {} }: Model): number {
  const pair = { a, b, crowd: null, rarity: () => 1 };
  let bits = 0;
  for (const { name, of } of MEASURES) {
    if (!CHEAP.includes(name)) continue;
    const value = of(pair);
    if (value === null) continue;
    bits += measures[name]?.levels.find(({ upTo }) => upTo === null || value <= upTo)?.bits ?? 0;
    // Inside one level the nearer goes first.
    if (name === 'metres apart') bits -= value / 1e6;
  }
  return bits;
}
