// em.ts - m and u without labels: which mixture of two kinds of pairs explains the answers best? (Winkler 1988; Fellegi and Sunter 1969)
import { MISSING, type Feature, type Row, type Weights } from './boost';

export interface Mixture {
  /** The share of pairs that are of one incident. */
  share: number;
  /** Per feature and level: the chance of the answer within one incident (m) and otherwise (u). */
  m: Float64Array[];
  u: Float64Array[];
}

/** Pairs that look closest in everything are taken for the first guess. */
const FIRST_GUESS = 0.05;
const SMOOTH = 0.5;

/**
 * Answers are taken for independent given the kind of pair. The labels of the rows are not looked at. What it finds is
 * whatever divides the pairs best, so a model fitted this way must be measured before anyone links with it.
 */
export function expectMaximise(rows: readonly Pick<Row, 'levels'>[], features: readonly Feature[], rounds = 60): Mixture {
  const closeness = rows.map(({ levels }) => closenessOf(levels, features));
  const sorted = [...closeness].sort((a, b) => b - a);
  const bar = sorted[Math.floor(FIRST_GUESS * sorted.length)] ?? 0;
  let belief = Float64Array.from(closeness, (value) => (value >= bar ? 0.9 : 0.02));
  let mixture = maximise(rows, features, belief);
  for (let round = 0; round < rounds; round += 1) {
    belief = Float64Array.from(rows, (row) => expect(row.levels, mixture));
    mixture = maximise(rows, features, belief);
  }
  return mixture;
}

/** The mixture as a sum of evidence: log m/u of every answer. */
export function weightsOf({ share, m, u }: Mixture): Weights {
  return {
    prior: Math.log(share / (1 - share)),
    levels: m.map((of, feature) => of.map((chance, level) => Math.log(chance / u[feature]![level]!))),
  };
}

/** The mean rank of the ordered answers that have a direction, 0 to 1; half where there is none. */
function closenessOf(levels: Int16Array, features: readonly Feature[]): number {
  let [sum, count] = [0, 0];
  features.forEach(({ levels: most, ordered, direction }, index) => {
    const level = levels[index]!;
    if (!ordered || direction === 0 || level === MISSING || most < 2) return;
    const rank = level / (most - 1);
    sum += direction > 0 ? rank : 1 - rank;
    count += 1;
  });
  return count === 0 ? 0.5 : sum / count;
}

function maximise(rows: readonly Pick<Row, 'levels'>[], features: readonly Feature[], belief: Float64Array): Mixture {
  const share = Math.min(0.5, Math.max(1e-4, belief.reduce((sum, p) => sum + p, 0) / Math.max(1, rows.length)));
  const m = features.map(({ levels }) => new Float64Array(levels).fill(SMOOTH));
  const u = features.map(({ levels }) => new Float64Array(levels).fill(SMOOTH));
  rows.forEach(({ levels }, at) => {
    levels.forEach((level, feature) => {
      if (level === MISSING) return;
      m[feature]![level]! += belief[at]!;
      u[feature]![level]! += 1 - belief[at]!;
    });
  });
  for (const table of [...m, ...u]) {
    const total = table.reduce((sum, value) => sum + value, 0);
    table.forEach((value, level) => (table[level] = value / total));
  }
  return { share, m, u };
}

function expect(levels: Int16Array, { share, m, u }: Mixture): number {
  let odds = Math.log(share / (1 - share));
  levels.forEach((level, feature) => {
    if (level !== MISSING) odds += Math.log(m[feature]![level]! / u[feature]![level]!);
  });
  return 1 / (1 + Math.exp(-odds));
}
