// waterfall-bars.ts - where each piece of evidence begins and ends when they are put on top of each other.
import type { Evidence } from '../api/shapes';

export interface Bar extends Evidence {
  /** Left end and width, as parts of the axis. */
  start: number;
  width: number;
}

export function waterfallOf(evidence: readonly Evidence[]): { bars: Bar[]; zero: number } {
  let sum = 0;
  const steps = evidence.map((piece) => {
    const from = sum;
    sum += piece.bits;
    return { ...piece, from, to: sum };
  });
  const edges = [0, ...steps.flatMap(({ from, to }) => [from, to])];
  const [least, most] = [Math.min(...edges), Math.max(...edges)];
  const size = most - least || 1;
  return {
    zero: (0 - least) / size,
    bars: steps.map(({ from, to, ...piece }) => ({ ...piece, start: (Math.min(from, to) - least) / size, width: Math.abs(to - from) / size })),
  };
}
