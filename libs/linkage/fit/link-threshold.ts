// link-threshold.ts - from which sum on may be linked without asking, so that the precision asked for holds for reports nobody has seen?
import { curveOf, type Judged, type Point } from './curve';

/** A pair that was judged by a model which had not seen it. Pairs of one group rise and fall together. */
export interface HeldOut extends Judged {
  group: string;
}

export interface LinkThreshold extends Point {
  /** With 95 % confidence at least this share is right. */
  atLeast: number;
}

/** One-sided, 95 %. */
const Z = 1.645;

/** The sum that links most while even the lower bound of what is right reaches `target`; null when no sum does: then nothing is to be linked without asking. */
export function linkThreshold(judged: readonly HeldOut[], target: number): LinkThreshold | null {
  const sizes = groupsAbove(judged);
  return curveOf(judged).reduce<LinkThreshold | null>((best, point) => {
    const atLeast = lowerBound(point.precision, sizes.get(point.threshold)!);
    return atLeast >= target && point.recall >= (best?.recall ?? 0) ? { ...point, atLeast } : best;
  }, null);
}

/** Wilson (1927): the least share of right ones that would still make `precision` of `count` no surprise. */
export function lowerBound(precision: number, count: number): number {
  const spread = Z * Math.sqrt((precision * (1 - precision)) / count + Z ** 2 / (4 * count ** 2));
  return (precision + Z ** 2 / (2 * count) - spread) / (1 + Z ** 2 / count);
}

/** By threshold: how many independent pairs the pairs above it are worth (Kish 1965). Ten pairs of one cluster are hardly more than one. */
function groupsAbove(judged: readonly HeldOut[]): Map<number, number> {
  const worth = new Map<number, number>();
  const size = new Map<string, number>();
  let [pairs, squares] = [0, 0];
  for (const { bits, group } of [...judged].sort((a, b) => b.bits - a.bits)) {
    const before = size.get(group) ?? 0;
    size.set(group, before + 1);
    pairs += 1;
    squares += 2 * before + 1;
    worth.set(bits, pairs ** 2 / squares);
  }
  return worth;
}
