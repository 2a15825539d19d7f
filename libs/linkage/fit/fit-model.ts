// fit-model.ts - from labelled pairs, or from pairs without labels, to a model: levels, bits, calibration, thresholds.
import { MEASURES, measuredPair } from '../measures';
import type { MeasureLevel, Model } from '../model';
import type { Sighting } from '../sighting';
import { surroundingsOf, type Hindsight, type Surroundings } from '../surroundings';
import { boost, MISSING, score, type Feature, type Row, type Weights } from './boost';
import { calibrate, type Calibration } from './calibrate';
import { bestPoint, curveOf } from './curve';
import { expectMaximise, weightsOf } from './em';
import { cutsOf, levelOf } from './levels';
import { linkThreshold, type HeldOut } from './link-threshold';
import type { LabelledPair } from './read-records';

export interface FitPlan {
  version: string;
  /** All reports, labelled or not: they are the surroundings. */
  sightings: readonly Sighting[];
  pairs: readonly LabelledPair[];
  labels: 'use' | 'ignore';
  fingerprint: string;
  /** Pairs outside are not looked at: where nothing different was sampled a model would learn that far means same. */
  window: { metres: number; hours: number };
  hindsight: Hindsight;
  /** Of what is linked without asking, this share is to be right, with 95 % confidence. */
  precisionTarget: number;
  folds?: number;
}

export interface Fit {
  model: Model;
  /** Every pair as judged by a model that had not seen it nor its cluster. Empty without labels. */
  outOfFold: HeldOut[];
}

const LN2 = Math.LN2;

/** Deterministic: the same plan gives the same model. Throws when there is nothing to learn from. */
export function fitModel(plan: FitPlan): Fit {
  const surroundings = surroundingsOf(plan.sightings, plan.window.metres, plan.hindsight);
  const inside = plan.pairs.flatMap((pair) => {
    const values = valuesOf(pair.a, pair.b, surroundings);
    return isInside(values, plan.window) ? [{ pair, values }] : [];
  });
  if (inside.length < 20) throw new Error(`Only ${inside.length} pairs lie inside the window: too few to fit a model.`);
  const cuts = MEASURES.map((_, index) => cutsOf(inside.flatMap(({ values }) => values[index] ?? [])));
  const features: Feature[] = MEASURES.map(({ name, direction }, index) => ({ name, direction, ordered: true, levels: cuts[index]!.length + 1 }));
  const groupOf = groupsOf(inside.map(({ pair }) => pair));
  const isAsked = (index: number) => plan.labels === 'use' || MEASURES[index]!.plain === true;
  const rows: Row[] = inside.map(({ pair, values }) => ({
    levels: Int16Array.from(values, (value, index) => (value === null || !isAsked(index) ? MISSING : levelOf(value, cuts[index]!))),
    same: pair.same,
    group: groupOf(pair.b),
  }));

  const raw = plan.labels === 'use' ? outOfFold(rows, features, plan.folds ?? 5) : [];
  const calibration = calibrate(raw);
  const judged = raw.map(({ score: sum, same, group }) => ({ bits: (calibration.stretch * sum + calibration.shift) / LN2, same, group }));
  const weights = plan.labels === 'use' ? boost(rows, features) : weightsOf(expectMaximise(rows, features));
  return { model: modelOf(plan, rows, cuts, weights, calibration, judged), outOfFold: judged };
}

export function isInside(values: readonly (number | null)[], window: FitPlan['window']): boolean {
  return (values[METRES] ?? 0) <= window.metres && (values[HOURS] ?? 0) <= window.hours;
}
const METRES = MEASURES.findIndex(({ name }) => name === 'metres apart');
const HOURS = MEASURES.findIndex(({ name }) => name === 'hours apart');

export function valuesOf(a: Sighting, b: Sighting, surroundings: Surroundings): (number | null)[] {
  const pair = measuredPair(a, b, surroundings);
  return MEASURES.map(({ of }) => of(pair));
}

/** Reports joined by 'same', directly or through others, are one group: no cluster is learnt from and tested on at once. */
export function groupsOf(pairs: readonly LabelledPair[]): (report: Sighting) => string {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    parent.set(id, root);
    return root;
  };
  for (const { a, b, same } of pairs) if (same) parent.set(rootOf(a.reportId), rootOf(b.reportId));
  return ({ reportId }) => rootOf(reportId);
}

function outOfFold(rows: readonly Row[], features: readonly Feature[], folds: number): { score: number; same: boolean; group: string }[] {
  const foldOf = (group: string) => hash(group) % folds;
  return Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const held = rows.filter(({ group }) => foldOf(group) === fold);
    const weights = boost(rows.filter(({ group }) => foldOf(group) !== fold), features);
    return held.map((row) => ({ score: score(weights, row), same: row.same, group: row.group }));
  });
}

/** FNV-1a: spreads names over folds, the same on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
}

function modelOf(plan: FitPlan, rows: readonly Row[], cuts: readonly number[][], weights: Weights, calibration: Calibration, judged: readonly HeldOut[]): Model {
  const curve = curveOf(judged);
  const best = bestPoint(curve);
  const link = linkThreshold(judged, plan.precisionTarget);
  let prior = calibration.stretch * weights.prior + calibration.shift;
  const measures = MEASURES.flatMap(({ name }, index) => {
    const [levels, mean] = levelsOf(rows, index, cuts[index]!, weights.levels[index]!, calibration.stretch);
    prior += mean;
    const isAnswered = rows.some((row) => row.levels[index] !== MISSING);
    return isAnswered && levels.some(({ bits }) => bits !== 0) ? [[name, { levels }] as const] : [];
  });
  const suggest = round(best?.threshold ?? 0);
  return {
    version: plan.version,
    priorBits: round(prior / LN2),
    thresholds: { link: link ? Math.max(round(link.threshold), suggest) : null, suggest, fit: round(suggest - 1) },
    reach: { minutes: plan.window.hours * 60, metres: plan.window.metres, coarseMetres: plan.window.metres, episodeHours: plan.window.hours },
    comparators: {},
    taxonomies: {},
    measures: Object.fromEntries(measures),
    fitted: {
      fingerprint: plan.fingerprint,
      records: plan.sightings.length,
      pairs: rows.length,
      samePairs: plan.labels === 'use' ? rows.filter(({ same }) => same).length : 0,
      method: plan.labels === 'use' ? 'labels' : 'without labels',
      hindsight: plan.hindsight,
      window: plan.window,
      calibration: { stretch: round(calibration.stretch), shiftBits: round(calibration.shift / LN2) },
      precisionTarget: plan.precisionTarget,
      measured: best && { linkPrecision: link && round(link.precision), linkPrecisionAtLeast: link && round(link.atLeast), linkRecall: link && round(link.recall), bestF1: round(best.f1) },
    },
  };
}

/**
 * The levels of one measure, neighbours of equal weight made one, and the mean that was moved into the prior: after
 * that an ordinary answer weighs nothing, and neither does a missing one.
 */
function levelsOf(rows: readonly Row[], feature: number, cuts: readonly number[], weights: Float64Array, stretch: number): [MeasureLevel[], number] {
  const counts = Array.from({ length: cuts.length + 1 }, () => ({ same: 0.5, different: 0.5 }));
  let [sum, answered] = [0, 0];
  for (const { levels, same } of rows) {
    const level = levels[feature]!;
    if (level === MISSING) continue;
    counts[level]![same ? 'same' : 'different'] += 1;
    sum += weights[level]! * stretch;
    answered += 1;
  }
  const mean = answered === rows.length && answered > 0 ? sum / answered : 0;
  const total = counts.reduce((all, { same, different }) => ({ same: all.same + same, different: all.different + different }));
  const merged: MeasureLevel[] = [];
  counts.forEach(({ same, different }, level) => {
    const bits = round((stretch * weights[level]! - mean) / LN2);
    const upTo = cuts[level] ?? null;
    const last = merged[merged.length - 1];
    const [m, u] = [same / total.same, different / total.different];
    if (last?.bits === bits) Object.assign(last, { upTo, same: last.same + m, different: last.different + u });
    else merged.push({ upTo, bits, same: m, different: u });
  });
  return [merged.map((level) => ({ ...level, same: round(level.same, 4), different: round(level.different, 4) })), mean];
}

function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}
