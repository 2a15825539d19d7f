// curve.ts - precision and recall over thresholds, with and without weights.

export interface Judged {
  bits: number;
  same: boolean;
  /** 1 for the plain figures; less for the pairs of large clusters where clusters weigh equally. */
  weight?: number;
}

export interface Point {
  threshold: number;
  precision: number;
  recall: number;
  f1: number;
  pairs: number;
}

/** One point per distinct score, the highest first. Recall is of the pairs given. */
export function curveOf(judged: readonly Judged[]): Point[] {
  const sorted = [...judged].sort((a, b) => b.bits - a.bits);
  const all = sorted.reduce((sum, { same, weight = 1 }) => sum + (same ? weight : 0), 0);
  const points: Point[] = [];
  let [right, taken] = [0, 0];
  sorted.forEach(({ bits, same, weight = 1 }, index) => {
    taken += weight;
    if (same) right += weight;
    if (sorted[index + 1]?.bits === bits) return;
    points.push({ threshold: bits, ...ratesOf(right, taken, all), pairs: index + 1 });
  });
  return points;
}

/** At a threshold that was chosen elsewhere. */
export function pointAt(judged: readonly Judged[], threshold: number): Point {
  let [right, taken, all, pairs] = [0, 0, 0, 0];
  for (const { bits, same, weight = 1 } of judged) {
    if (same) all += weight;
    if (bits < threshold) continue;
    pairs += 1;
    taken += weight;
    if (same) right += weight;
  }
  return { threshold, ...ratesOf(right, taken, all), pairs };
}

export function bestPoint(points: readonly Point[]): Point | null {
  return points.reduce<Point | null>((best, point) => (best === null || point.f1 > best.f1 ? point : best), null);
}

/** The point that finds most while at least `target` of what it takes is right; null when none does, or only by a handful of pairs. */
export function pointOfPrecision(points: readonly Point[], target: number, leastPairs = 1): Point | null {
  return points.reduce<Point | null>(
    (best, point) => (point.precision >= target && point.pairs >= leastPairs && point.recall >= (best?.recall ?? 0) ? point : best),
    null,
  );
}

function ratesOf(right: number, taken: number, all: number): Pick<Point, 'precision' | 'recall' | 'f1'> {
  return {
    precision: taken === 0 ? 1 : right / taken,
    recall: all === 0 ? 0 : right / all,
    f1: taken + all === 0 ? 0 : (2 * right) / (taken + all),
  };
}
