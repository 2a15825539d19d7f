// chaos-report.ts - what a chaos run has shown, in a few lines that stand for themselves.
import { TARGETS, type Target } from './chaos-plan';

/** What recovery may take, in seconds, by what died (the launcher is everything at once). */
export const GOALS_S: Readonly<Record<Target, number>> = { api: 5, worker: 15, postgres: 5, redis: 5, flushall: 5, launcher: 20 };
const ACCEPT_GOAL_MS = 250;

export interface Resumed {
  target: Target;
  /** Seconds until a report that was begun after the blow was acknowledged. */
  acceptS: number;
  /** Seconds until all work that was open at the blow was done. */
  workS: number;
}

export interface Shown {
  seed: number;
  isControl: boolean;
  resumed: readonly Resumed[];
  /** Strikes that found nothing to hit: what they were meant for was on its way back. */
  missed: number;
  acked: number;
  /** Acknowledged, and not there with the same bytes. */
  lost: number;
  filed: number;
  /** Filed reports that do not have exactly one fact and one incident. */
  odd: number;
  /** Milliseconds of each send that was answered. */
  latencies: readonly number[];
  /** Answers other than 2xx and 503, by status. */
  unexpected: ReadonlyMap<number, number>;
  /** Ends that no strike of this run explains. */
  unexplained: readonly string[];
}

export function isGood({ isControl, lost, odd }: Shown): boolean {
  return isControl ? lost > 0 : lost + odd === 0;
}

export function reportLines(shown: Shown): string[] {
  const { seed, resumed, acked, lost, filed, odd, latencies, unexpected, unexplained, missed } = shown;
  const p99 = quantile(latencies, 0.99);
  const answers = [...unexpected].map(([status, count]) => `${count} x ${status}`).join(', ') || 'none';
  const late = TARGETS.filter((target) => slowest(target, resumed) > GOALS_S[target]);
  return [
    ...TARGETS.flatMap((target) => lineOf(target, resumed)),
    `accept p99 ${p99.toFixed(0)} ms (goal ${ACCEPT_GOAL_MS} ms); answers other than 2xx and 503: ${answers}`,
    `ends that this run did not cause: ${unexplained.join(', ') || 'none'}${missed > 0 ? `; strikes that found nothing to hit: ${missed}` : ''}`,
    `${resumed.length} kills (seed ${seed}): acked ${acked}, lost ${lost}; filed ${filed}, each with one fact and one incident: ${odd === 0 ? 'yes' : `no, ${odd} are not`}; goals of recovery: ${late.length === 0 ? 'met' : `missed for ${late.join(', ')}`}`,
    verdict(shown),
  ];
}

function verdict({ isControl, lost, odd }: Shown): string {
  if (isControl) return lost > 0 ? 'The control lost acknowledged reports, as it must: the oracle can see a loss.' : 'The control lost nothing: this run proves nothing.';
  return lost + odd === 0 ? 'Nothing that was acknowledged was lost.' : 'REPORTS WERE LOST OR ARE NOT WHOLE.';
}

function lineOf(target: Target, resumed: readonly Resumed[]): string[] {
  const own = resumed.filter((item) => item.target === target);
  if (own.length === 0) return [];
  const [accepts, work] = [own.map(({ acceptS }) => acceptS), own.map(({ workS }) => workS)];
  const figures = (seconds: number[]) => `p50 ${quantile(seconds, 0.5).toFixed(1)} s, max ${quantile(seconds, 1).toFixed(1)} s`;
  return [`${target.padEnd(8)} ${String(own.length).padStart(3)} x: accepts again ${figures(accepts)}; old work done ${figures(work)}; goal ${GOALS_S[target]} s`];
}

function slowest(target: Target, resumed: readonly Resumed[]): number {
  return Math.max(0, ...resumed.filter((item) => item.target === target).flatMap(({ acceptS, workS }) => [acceptS, workS]));
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}
