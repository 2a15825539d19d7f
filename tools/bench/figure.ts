// figure.ts - one measured figure, how it compares with its goal and with an earlier run.

export interface Figure {
  section: string;
  name: string;
  value: number;
  unit: string;
  /** What the issue of speed asks; a figure without one is there to be read. */
  goal?: { atLeast: number } | { atMost: number };
  /** What it was measured against, in the same run. */
  against?: string;
  /** True for figures that may be compared between machines and loads: ratios, memory and CPU per report. */
  isSteady?: boolean;
}

export interface Change {
  figure: string;
  before: number;
  after: number;
  /** After divided by before. */
  ratio: number;
  isWorse: boolean;
}

/** How far a figure may move before it counts as changed: these machines are shared. */
const TOLERANCE = { steady: 0.25, other: 0.5, tail: 1 };

export function meets({ value, goal }: Figure): boolean | null {
  if (!goal) return null;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}

/** More is better for rates and ratios; less is better for times, memory and CPU. */
function isMoreBetter({ unit, goal }: Figure): boolean {
  if (goal) return 'atLeast' in goal;
  return unit.endsWith('/s') || unit === 'ratio';
}

/** The slowest of a hundred is a matter of luck: of two runs of the same build one easily has half as much again. */
function toleranceOf({ name, isSteady }: Figure): number {
  if (/p9\d/.test(name)) return TOLERANCE.tail;
  return isSteady ? TOLERANCE.steady : TOLERANCE.other;
}

/** What both runs measured, with what got worse by more than a shared machine explains. */
export function compare(before: readonly Figure[], after: readonly Figure[]): Change[] {
  const known = new Map(before.map((figure) => [keyOf(figure), figure.value]));
  return after.flatMap((figure) => {
    const was = known.get(keyOf(figure));
    if (was === undefined || was === 0) return [];
    const ratio = figure.value / was;
    const isWorse = isMoreBetter(figure) ? ratio < 1 - toleranceOf(figure) : ratio > 1 + toleranceOf(figure);
    return [{ figure: keyOf(figure), before: was, after: figure.value, ratio, isWorse }];
  });
}

/** What `some` measured and `others` did not: a section, or a figure of a section that both have. */
export function missingFrom(others: readonly Figure[], some: readonly Figure[]): string[] {
  const known = new Set([...others.map(keyOf), ...others.map(({ section }) => section)]);
  return [...new Set(some.filter((figure) => !known.has(keyOf(figure))).map((figure) => (known.has(figure.section) ? keyOf(figure) : figure.section)))];
}

export function rowOf(figure: Figure): Record<string, string> {
  const verdict = meets(figure);
  return {
    section: figure.section,
    figure: figure.name,
    value: `${rounded(figure.value)} ${figure.unit === 'ratio' ? '' : figure.unit}`.trim(),
    goal: figure.goal ? ('atLeast' in figure.goal ? `>= ${figure.goal.atLeast}` : `<= ${figure.goal.atMost}`) : '-',
    met: verdict === null ? '' : verdict ? 'yes' : 'NO',
    against: figure.against ?? '',
  };
}

export function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** The value below which the share `q` of all values lies. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

function keyOf({ section, name }: Figure): string {
  return `${section}: ${name}`;
}
