// chaos-plan.ts - which process dies when: drawn from a seed, so that a run that found something can be run again.

export const TARGETS = ['api', 'worker', 'postgres', 'redis', 'flushall', 'launcher'] as const;
export type Target = (typeof TARGETS)[number];

export interface Strike {
  target: Target;
  /** Quiet time before it, in milliseconds. */
  afterMs: number;
  /** A second process dies in the same moment. */
  also: Target | null;
}

/** The launcher dies seldom: everything dies with it, and there is more to learn from one death at a time. */
const WEIGHTS: Readonly<Record<Target, number>> = { api: 5, worker: 6, postgres: 5, redis: 4, flushall: 3, launcher: 1 };

/** The same seed gives the same strikes. Every target is struck once before chance decides. */
export function planOf(count: number, seed: number, targets: readonly Target[] = TARGETS): Strike[] {
  const random = randomOf(seed);
  const draw = (): Target => {
    let left = random() * targets.reduce((sum, target) => sum + WEIGHTS[target], 0);
    return targets.find((target) => (left -= WEIGHTS[target]) < 0) ?? targets[0]!;
  };
  return Array.from({ length: count }, (_, index) => {
    const target = targets[index] ?? draw();
    const also = random() < 0.15 ? draw() : null;
    return { target, afterMs: Math.round(50 + random() * 1_200), also: also === target || target === 'launcher' || also === 'launcher' ? null : also };
  });
}

/** mulberry32: 32 bits of state, good enough to choose victims. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
