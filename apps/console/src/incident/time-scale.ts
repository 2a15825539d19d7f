// time-scale.ts - one axis for some intervals, with round ticks.

export interface TimeScale {
  /** 0 at the start of the axis, 1 at its end. */
  at(ms: number): number;
  /** At most seven, on round times. */
  ticks: number[];
  isDays: boolean;
}

const MINUTE = 60_000;
const STEPS = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14400, 43200].map((minutes) => minutes * MINUTE);
const MOST_TICKS = 6;

export function timeScale(spans: readonly { a: number; b: number }[]): TimeScale {
  const first = Math.min(...spans.map(({ a }) => a));
  const last = Math.max(...spans.map(({ b }) => b));
  const margin = Math.max((last - first) * 0.06, 10 * MINUTE);
  const [from, to] = [first - margin, last + margin];
  const step = STEPS.find((size) => (to - from) / size <= MOST_TICKS) ?? (to - from) / MOST_TICKS;
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick);
  return { at: (ms) => (ms - from) / (to - from), ticks, isDays: step >= 1440 * MINUTE };
}
