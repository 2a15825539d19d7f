import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import {
  bCubed,
  bestPoint,
  candidatePairs,
  cluster,
  curveOf,
  errorText,
  fingerprintOf,
  fitModel,
  judge,
  learn,
  linkThreshold,
  pairsOf,
  pairsOfTruth,
  pointAt,
  SERVICE_MODEL,
  sightingsOf,
  STREET_MODEL,
  surroundingsOf,
  windowOf,
  worstErrors,
  type Hindsight,
  type LabelledPair,
  type Model,
  type Point,
  type Sighting,
} from '@hotline/linkage';
import { bitsOption, positiveOption, readAnsweredPairs, readLabels, readModel, readRecords, readText, shareOption, writableOption } from '../linkage-files';
import { ServiceClient } from '../service.client';
import { table } from '../table';

interface FitOptions {
  out: string;
  labels: boolean;
  precision: number;
  hindsight: Hindsight;
  version?: string;
  windowMetres?: number;
  windowHours?: number;
}

export function linkageCommand(): Command {
  const records = ['<records>', 'JSON lines: id, occurredAt, and any of lat, lon, radiusM, category, text, lang'] as const;
  const labels = ['<labels>', 'JSON lines: pairs (a, b, label same or different) or clusters (id, cluster)'] as const;
  const command = new Command('linkage').description('how duplicates are recognised: fit a model to labelled reports, measure it');
  command
    .command('fit')
    .argument(...records)
    .argument('[labels]', `${labels[1]}; without it <records> are pairs that 'linkage export' wrote`)
    .requiredOption('--out <model>', 'where the model is written', writableOption)
    .option('--no-labels', 'do not look at the labels: estimate by expectation maximisation; <labels> may then be left out')
    .option('--precision <share>', 'how much of what is linked without asking is to be right, with 95 % confidence', shareOption, 0.95)
    .addOption(new Option('--hindsight <which>', 'which reports count as surroundings: all of the file, or only the earlier ones').choices(['all', 'earlier']).default('all'))
    .option('--version <name>', 'the version that decisions will name')
    .option('--window-metres <m>', 'leave out pairs farther apart (default: the reach of the pairs labelled different)', positiveOption)
    .option('--window-hours <h>', 'the same in time', positiveOption)
    .action(fit);
  command
    .command('evaluate')
    .argument(...records)
    .argument(...labels)
    .option('--model <model>', 'a model file (default: the shipped one for street-scale requests)')
    .option('--threshold <bits>', "where to cut (default: the model's own for suggesting)", bitsOption)
    .action(evaluate);
  command
    .command('export')
    .description("reviewers' confirmations, merges, splits and not-sames as labelled pairs: answers of the comparators, no words, no places")
    .requiredOption('--out <file>', 'where the pairs are written', writableOption)
    .action(exportPairs);
  return command;
}

interface Labelled {
  sightings: Sighting[];
  pairs: LabelledPair[];
  /** Cluster of each report, where the labels say. */
  truth: Map<string, string>;
  fingerprint: string;
}

type Window = { metres: number; hours: number };

/** Everything inside a kilometre and a fortnight may be a pair when only clusters are given. */
const WIDEST = { window: { metres: 1000, hours: 14 * 24 }, most: 200 };
const NO_MODEL: Model = { ...STREET_MODEL, measures: {} };

function read(recordsFile: string, labelsFile: string): Labelled {
  const records = readRecords(recordsFile);
  const sightings = sightingsOf(records);
  const lines = readLabels(labelsFile, records);
  const fingerprint = fingerprintOf(readText(recordsFile), readText(labelsFile));
  const truth = lines.flatMap((line) => ('cluster' in line ? [line] : []));
  const pairs = lines.flatMap((line) => ('label' in line ? [line] : []));
  if (truth.length === 0) return { sightings, pairs: pairsOf(pairs, sightings), truth: new Map(), fingerprint };
  const clusters = new Map(truth.map(({ id, cluster: name }) => [id, name]));
  return { sightings, pairs: pairsOfTruth(truth, neighbours(sightings, WIDEST.window)), truth: clusters, fingerprint };
}

/** Records alone: every two near each other are a pair, and nobody says which are the same. */
function readUnlabelled(recordsFile: string, window: Window): Labelled {
  const sightings = sightingsOf(readRecords(recordsFile));
  const pairs = neighbours(sightings, window).map(([a, b]) => ({ a, b, same: false }));
  return { sightings, pairs, truth: new Map(), fingerprint: fingerprintOf(readText(recordsFile)) };
}

function neighbours(sightings: readonly Sighting[], window: Window): (readonly [Sighting, Sighting])[] {
  const near = candidatePairs(sightings, NO_MODEL, { ...WIDEST, window });
  return [...near].flatMap(([report, others]) => others.map((other) => [other, report] as const));
}

function fit(recordsFile: string, labelsFile: string | undefined, options: FitOptions): void {
  if (labelsFile === undefined && options.labels) return fitDecisions(recordsFile, options);
  const asked = { metres: options.windowMetres ?? WIDEST.window.metres, hours: options.windowHours ?? WIDEST.window.hours };
  const { sightings, pairs, fingerprint } = labelsFile === undefined ? readUnlabelled(recordsFile, asked) : read(recordsFile, labelsFile);
  const reach = labelsFile === undefined ? asked : windowOf(pairs);
  const window = { metres: options.windowMetres ?? reach.metres, hours: options.windowHours ?? reach.hours };
  const { model, outOfFold } = fitModel({
    version: options.version ?? `fitted-${fingerprint.slice(0, 12)}`,
    sightings,
    pairs,
    labels: options.labels ? 'use' : 'ignore',
    fingerprint,
    window,
    hindsight: options.hindsight,
    precisionTarget: options.precision,
  });
  writeFileSync(options.out, `${JSON.stringify(model, null, 1)}\n`);
  console.log(`Model ${model.version} of ${model.fitted!.pairs} pairs within ${window.metres} m and ${window.hours} h is in ${options.out}.`);
  if (outOfFold.length === 0) return console.log('No labels were used, so nothing was measured: evaluate it before linking with it.');
  console.log(table(['out of fold', 'precision, recall, F1'], [['best F1', rates(bestPoint(curveOf(outOfFold)))]]));
  const promised = [...new Set([options.precision, 0.95, 0.9, 0.85, 0.8])].map((target) => {
    const sure = linkThreshold(outOfFold, target);
    return [String(target), sure ? `from ${sure.threshold.toFixed(2)} bits: ${rates(sure)}, at least ${sure.atLeast.toFixed(3)} right` : 'not surely reached'] as [string, string];
  });
  console.log(`\n${table(['precision asked for', 'linked without asking: precision, recall, F1'], promised)}`);
  if (model.thresholds.link === null) console.log(`\nPrecision ${options.precision} was not surely reached (95 % confidence): this model only suggests. Ask for less with --precision.`);
}

/** The service's own model, moved by what its reviewers decided. */
function fitDecisions(file: string, { out, version }: FitOptions): void {
  const pairs = readAnsweredPairs(file);
  const model = learn(pairs, SERVICE_MODEL, version ?? `${SERVICE_MODEL.version}+${fingerprintOf(readText(file)).slice(0, 12)}`);
  writeFileSync(out, `${JSON.stringify(model, null, 1)}\n`);
  console.log(`Model ${model.version}, ${SERVICE_MODEL.version} moved by ${pairs.length} decided pairs, is in ${out}.`);
}

function evaluate(recordsFile: string, labelsFile: string, options: { model?: string; threshold?: number }): void {
  const { sightings, pairs, truth } = read(recordsFile, labelsFile);
  const model = options.model ? readModel(options.model) : STREET_MODEL;
  const window = model.fitted?.window ?? WIDEST.window;
  const surroundings = surroundingsOf(sightings, window.metres, model.fitted?.hindsight ?? 'earlier');
  const judged = judge(pairs, model, surroundings);
  const threshold = options.threshold ?? model.thresholds.suggest;
  console.log(`Model ${model.version}; ${judged.length} of ${pairs.length} pairs lie within its window of ${window.metres} m and ${window.hours} h.\n`);
  const curve = curveOf(judged);
  const rows: [string, string][] = [
    [`at ${threshold} bits`, rates(pointAt(judged, threshold))],
    ['best on this data', rates(bestPoint(curve))],
  ];
  if (model.thresholds.link !== null) rows.push([`linked without asking, from ${model.thresholds.link} bits`, rates(pointAt(judged, model.thresholds.link))]);
  if (truth.size > 0) {
    const near = candidatePairs(sightings, model, { window, most: 20 });
    const { clusterOf } = cluster(sightings, near, { ...model, thresholds: { ...model.thresholds, link: threshold } }, surroundings);
    const { precision, recall, f1 } = bCubed(clusterOf, truth);
    rows.push(['clusters, B-cubed', rates({ precision, recall, f1 })]);
  }
  console.log(table(['figure', 'precision, recall, F1'], rows));
  console.log(`\n${table(['threshold, bits', 'precision, recall, F1'], steps(curve).map((point) => [point.threshold.toFixed(1), rates(point)]))}`);
  console.log('\nThe worst errors:');
  for (const error of worstErrors(judged, threshold)) console.log(`  ${errorText(error)}`);
}

async function exportPairs({ out }: { out: string }): Promise<void> {
  const { items } = await ServiceClient.as('secretariat').get<{ items: object[] }>('/v1/linkage/labelled-pairs');
  writeFileSync(out, items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  console.log(`${items.length} labelled pairs are in ${out}.`);
}

/** About a dozen points of the curve. */
function steps(curve: readonly Point[]): Point[] {
  return Array.from({ length: 12 }, (_, index) => curve[Math.floor((index * (curve.length - 1)) / 11)]!).filter(Boolean);
}

function rates(point: Pick<Point, 'precision' | 'recall' | 'f1'> | null): string {
  return point ? [point.precision, point.recall, point.f1].map((value) => value.toFixed(3)).join('  ') : '-';
}
