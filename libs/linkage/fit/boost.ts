// boost.ts - bits per level from labelled pairs. Answers depend on each other, so they are weighed together and not one by one.

export interface Feature {
  name: string;
  /** Levels it may answer with, numbered from 0. */
  levels: number;
  /** Ordered levels are split at a cut; words are told one from the rest. */
  ordered: boolean;
  /** Ordered only: 1 when higher levels may only speak for one incident, -1 when only against, 0 either. */
  direction: 1 | -1 | 0;
}

/** The answers to one pair: a level per feature, `MISSING` where there was none. */
export interface Row {
  levels: Int16Array;
  same: boolean;
  /** Pairs of one group are never split between fitting and testing. */
  group: string;
}

export interface Weights {
  /** Log odds (natural) before any answer. */
  prior: number;
  /** Log odds that each level of each feature adds. */
  levels: Float64Array[];
}

export const MISSING = -1;

export interface BoostOptions {
  rounds: number;
  rate: number;
  /** Shrinks what few pairs say: this much weight on neither side. An undecided pair weighs a quarter, a clear one less. */
  shrink: number;
}

export const BOOST: BoostOptions = { rounds: 200, rate: 0.1, shrink: 5 };

/**
 * Additive logistic regression by boosted stumps (Friedman, Hastie and Tibshirani 2000): every round gives the one split that helps most
 * a part of what it asks for. The result is a sum of one number per answer. A missing answer takes no part and adds nothing.
 */
export function boost(rows: readonly Row[], features: readonly Feature[], { rounds, rate, shrink }: BoostOptions = BOOST): Weights {
  const count = rows.length;
  const same = rows.reduce((sum, row) => sum + Number(row.same), 0);
  const prior = Math.log((same + 0.5) / (count - same + 0.5));
  const weights: Weights = { prior, levels: features.map(({ levels }) => new Float64Array(levels)) };
  const sums = new Float64Array(count).fill(prior);
  const pull = new Float64Array(count);
  const firmness = new Float64Array(count);
  for (let round = 0; round < rounds; round += 1) {
    for (let at = 0; at < count; at += 1) {
      const p = 1 / (1 + Math.exp(-sums[at]!));
      pull[at] = Number(rows[at]!.same) - p;
      firmness[at] = p * (1 - p);
    }
    const best = bestSplit(rows, features, pull, firmness, shrink);
    if (!best) break;
    const levels = weights.levels[best.feature]!;
    for (let level = 0; level < levels.length; level += 1) levels[level]! += rate * (best.isLow(level) ? best.low : best.high);
    for (let at = 0; at < count; at += 1) {
      const level = rows[at]!.levels[best.feature]!;
      if (level !== MISSING) sums[at]! += rate * (best.isLow(level) ? best.low : best.high);
    }
  }
  return weights;
}

export function score({ prior, levels }: Weights, row: Pick<Row, 'levels'>): number {
  let sum = prior;
  for (let feature = 0; feature < levels.length; feature += 1) {
    const level = row.levels[feature]!;
    if (level !== MISSING) sum += levels[feature]![level]!;
  }
  return sum;
}

interface Split {
  feature: number;
  gain: number;
  low: number;
  high: number;
  isLow(level: number): boolean;
}

/** A side with less than this much weight says too little. */
const LEAST = 3;

function bestSplit(rows: readonly Row[], features: readonly Feature[], pull: Float64Array, firmness: Float64Array, shrink: number): Split | null {
  let best: Split | null = null;
  features.forEach((feature, index) => {
    const g = new Float64Array(feature.levels);
    const h = new Float64Array(feature.levels);
    for (let at = 0; at < rows.length; at += 1) {
      const level = rows[at]!.levels[index]!;
      if (level === MISSING) continue;
      g[level]! += pull[at]!;
      h[level]! += firmness[at]!;
    }
    const [allG, allH] = [sum(g), sum(h)];
    const consider = (lowG: number, lowH: number, isLow: (level: number) => boolean) => {
      const [highG, highH] = [allG - lowG, allH - lowH];
      if (lowH < LEAST || highH < LEAST) return;
      const [low, high] = [lowG / (lowH + shrink), highG / (highH + shrink)];
      if (feature.ordered && (high - low) * feature.direction < 0) return;
      const gain = lowG * low + highG * high;
      if (gain > (best?.gain ?? 1e-9)) best = { feature: index, gain, low, high, isLow };
    };
    let [lowG, lowH] = [0, 0];
    for (let level = 0; level < feature.levels - 1; level += 1) {
      lowG = feature.ordered ? lowG + g[level]! : g[level]!;
      lowH = feature.ordered ? lowH + h[level]! : h[level]!;
      consider(lowG, lowH, feature.ordered ? (other) => other <= level : (other) => other === level);
    }
    if (!feature.ordered && feature.levels > 1) {
      const last = feature.levels - 1;
      consider(g[last]!, h[last]!, (other) => other === last);
    }
  });
  return best;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
