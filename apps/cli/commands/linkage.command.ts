import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
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
  pairsOf,
  pairsOfTruth,
  parseLines,
  pointAt,
  SERVICE_MODEL,
  sightingsOf,
  STREET_MODEL,
  surroundingsOf,
  windowOf,
  worstErrors,
  type AnsweredPair,
  type Hindsight,
  type LabelledPair,
  type Model,
  type PairLine,
  type Point,
  type RecordLine,
  type Sighting,
  type TruthLine,
} from '@hotline/linkage';
import { ServiceClient } from '../service.client';
import { table } from '../table';

interface FitOptions {
  out: string;
  labels: boolean;
  precision: string;
  hindsight: Hindsight;
  version?: string;
  windowMetres?: string;
  windowHours?: string;
}

export function linkageCommand(): Command {
  const records = ['<records>', 'JSON lines: id, occurredAt, and any of lat, lon, radiusM, category, text, lang'] as const;
  const labels = ['<labels>', 'JSON lines: pairs (a, b, label same or different) or clusters (id, cluster)'] as const;
  const command = new Command('linkage').description('how duplicates are recognised: fit a model to labelled reports, measure it');
  command
    .command('fit')
    .argument(...records)
    .argument('[labels]', `${labels[1]}; without it <records> are pairs that 'linkage export' wrote`)
    .requiredOption('--out <model>', 'where the model is written')
    .option('--no-labels', 'do not look at the labels: estimate by expectation maximisation')
    .option('--precision <share>', 'how much of what is linked without asking is to be right', '0.95')
    .option('--hindsight <which>', 'which reports count as surroundings: "all" of the file, or only the "earlier" ones', 'all')
    .option('--version <name>', 'the version that decisions will name')
    .option('--window-metres <m>', 'leave out pairs farther apart (default: the reach of the pairs labelled different)')
    .option('--window-hours <h>')
    .action(fit);
  command
    .command('evaluate')
    .argument(...records)
    .argument(...labels)
    .option('--model <model>', 'a model file (default: the shipped one for street-scale requests)')
    .option('--threshold <bits>', "where to cut (default: the model's own for suggesting)")
    .action(evaluate);
  command
    .command('export')
    .description("reviewers' confirmations, merges, splits and not-sames as labelled pairs: answers of the comparators, no words, no places")
    .requiredOption('--out <file>', 'where the pairs are written')
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

/** Everything inside a kilometre and a fortnight may be a pair when only clusters are given. */
const WIDEST = { window: { metres: 1000, hours: 14 * 24 }, most: 200 };
const NO_MODEL: Model = { ...STREET_MODEL, measures: {} };

function read(recordsFile: string, labelsFile: string): Labelled {
  const [recordText, labelText] = [readFileSync(recordsFile, 'utf8'), readFileSync(labelsFile, 'utf8')];
  const sightings = sightingsOf(parseLines<RecordLine>(recordText));
  const lines = parseLines<PairLine | TruthLine>(labelText);
  const fingerprint = fingerprintOf(recordText, labelText);
  const truth = lines.flatMap((line) => ('cluster' in line ? [line] : []));
  const pairs = lines.flatMap((line) => ('label' in line ? [line] : []));
  if (truth.length === 0) return { sightings, pairs: pairsOf(pairs, sightings), truth: new Map(), fingerprint };
  const clusters = new Map(truth.map(({ id, cluster: name }) => [id, name]));
  const near = candidatePairs(sightings, NO_MODEL, WIDEST);
  const all = [...near].flatMap(([report, others]) => others.map((other) => [other, report] as const));
  return { sightings, pairs: pairsOfTruth(truth, all), truth: clusters, fingerprint };
}

function fit(recordsFile: string, labelsFile: string | undefined, options: FitOptions): void {
  if (labelsFile === undefined) return fitDecisions(recordsFile, options);
  const { sightings, pairs, fingerprint } = read(recordsFile, labelsFile);
  const reach = windowOf(pairs);
  const window = { metres: Number(options.windowMetres ?? reach.metres), hours: Number(options.windowHours ?? reach.hours) };
  const { model, outOfFold } = fitModel({
    version: options.version ?? `fitted-${fingerprint.slice(0, 12)}`,
    sightings,
    pairs,
    labels: options.labels ? 'use' : 'ignore',
    fingerprint,
    window,
    hindsight: options.hindsight,
    precisionTarget: Number(options.precision),
  });
  writeFileSync(options.out, `${JSON.stringify(model, null, 1)}\n`);
  console.log(`Model ${model.version} of ${model.fitted!.pairs} pairs within ${window.metres} m and ${window.hours} h is in ${options.out}.`);
  if (outOfFold.length === 0) return console.log('No labels were used, so nothing was measured: evaluate it before linking with it.');
  console.log(table(['out of fold', 'precision, recall, F1'], [['best F1', rates(bestPoint(curveOf(outOfFold)))]]));
  const { link } = model.thresholds;
  console.log(link === null ? `Precision ${options.precision} was not reached: the model only suggests.` : `Links without asking from ${link} bits: ${rates(pointAt(outOfFold, link))}`);
}

/** The service's own model, moved by what its reviewers decided. */
function fitDecisions(file: string, { out, version }: FitOptions): void {
  const text = readFileSync(file, 'utf8');
  const pairs = parseLines<AnsweredPair>(text);
  const stranger = pairs.findIndex(({ answers, label }) => typeof answers !== 'object' || (label !== 'same' && label !== 'different'));
  if (stranger >= 0) throw new Error(`Line ${stranger + 1} is not a pair that 'linkage export' wrote.`);
  const model = learn(pairs, SERVICE_MODEL, version ?? `${SERVICE_MODEL.version}+${fingerprintOf(text).slice(0, 12)}`);
  writeFileSync(out, `${JSON.stringify(model, null, 1)}\n`);
  console.log(`Model ${model.version}, ${SERVICE_MODEL.version} moved by ${pairs.length} decided pairs, is in ${out}.`);
}

function evaluate(recordsFile: string, labelsFile: string, options: { model?: string; threshold?: string }): void {
  const { sightings, pairs, truth } = read(recordsFile, labelsFile);
  const model = options.model ? (JSON.parse(readFileSync(options.model, 'utf8')) as Model) : STREET_MODEL;
  const window = model.fitted?.window ?? WIDEST.window;
  const surroundings = surroundingsOf(sightings, window.metres, model.fitted?.hindsight ?? 'earlier');
  const judged = judge(pairs, model, surroundings);
  const threshold = Number(options.threshold ?? model.thresholds.suggest);
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
