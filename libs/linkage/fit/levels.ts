// levels.ts - cuts the values of a measure into levels that hold about equally many pairs.

/** At most `most` levels; the answer is where each ends, without the last. Values that occur often get a level of their own. */
export function cutsOf(values: readonly number[], most = 32): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const cuts = new Set<number>();
  for (let part = 1; part < most; part += 1) {
    const cut = sorted[Math.floor((part * sorted.length) / most)];
    if (cut !== undefined && cut < sorted[sorted.length - 1]!) cuts.add(cut);
  }
  return [...cuts].sort((a, b) => a - b);
}

/** The first level whose end the value does not exceed. */
export function levelOf(value: number, cuts: readonly number[]): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= cuts[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
