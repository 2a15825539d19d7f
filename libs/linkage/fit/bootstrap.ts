// bootstrap.ts - how sure a figure is: resamples whole clusters, because the pairs of one cluster rise and fall together.
import { pointAt, type Judged } from './curve';

/** A judged pair and the clusters its two reports belong to. */
export interface GroupedPair extends Judged {
  clusters: readonly [string, string];
}

/** Weights under which every cluster counts the same, and so does every pair of clusters that are to be kept apart. */
export function clusterWeighted<T extends GroupedPair>(pairs: readonly T[]): (T & { weight: number })[] {
  const keyOf = ({ clusters, same }: GroupedPair) => `${same} ${[...clusters].sort().join(' ')}`;
  const count = new Map<string, number>();
  for (const pair of pairs) count.set(keyOf(pair), (count.get(keyOf(pair)) ?? 0) + 1);
  return pairs.map((pair) => ({ ...pair, weight: 1 / count.get(keyOf(pair))! }));
}

/**
 * The middle 95 % of `figure` over resamples of clusters, drawn with replacement by a generator of fixed seed. A pair
 * goes with the cluster of its later report.
 */
export function interval(pairs: readonly GroupedPair[], figure: (sample: Judged[]) => number, resamples = 200): [low: number, high: number] {
  const clusters = new Map<string, Judged[]>();
  for (const pair of pairs) {
    const [, own] = pair.clusters;
    const group = clusters.get(own);
    if (group) group.push(pair);
    else clusters.set(own, [pair]);
  }
  const groups = [...clusters.values()];
  const random = generator(20160227);
  const figures = Array.from({ length: resamples }, () => figure(groups.flatMap(() => groups[Math.floor(random() * groups.length)]!)));
  figures.sort((a, b) => a - b);
  return [figures[Math.floor(0.025 * resamples)]!, figures[Math.ceil(0.975 * resamples) - 1]!];
}

export function f1At(threshold: number): (sample: Judged[]) => number {
  return (sample) => pointAt(sample, threshold).f1;
}

/** mulberry32: small, good enough for resampling and shuffling, the same everywhere. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

