// linkage.main.ts - how well duplicates are found, on labelled data: npm run bench:linkage -- FILE-PREFIX. Fitted on the first half of the days, tested on the second.
import { readFileSync } from 'node:fs';
import {
  bCubed,
  bestPoint,
  candidatePairs,
  cluster,
  clusterWeighted,
  curveOf,
  errorText,
  f1At,
  fingerprintOf,
  fitModel,
  generator,
  interval,
  judge,
  linkThreshold,
  pairDifference,
  pairsOf,
  parseLines,
  pointAt,
  pointOfPrecision,
  sightingsOf,
  surroundingsOf,
  windowOf,
  worstErrors,
  type GroupedPair,
  type Hindsight,
  type Judged,
  type JudgedPair,
  type LabelledPair,
  type Model,
  type PairLine,
  type RecordLine,
  type Sighting,
  type TruthLine,
} from '@hotline/linkage';

const TARGET = 0.95;
/** What else could be asked for, and what it would give. */
const TARGETS = [0.95, 0.9, 0.85, 0.8];
const MOST_CANDIDATES = 20;
const SHUFFLES = 20;
const rows: { figure: string; value: string; goal: string }[] = [];
const figure = (what: string, value: string, goal = '-') => rows.push({ figure: what, value, goal });
const share = (value: number) => value.toFixed(3);

function main(prefix: string): void {
  const [recordText, pairText, truthText] = ['records', 'pairs', 'truth'].map((name) => readFileSync(`${prefix}.${name}.jsonl`, 'utf8'));
  const lines = parseLines<RecordLine>(recordText!);
  const sightings = sightingsOf(lines);
  const pairs = pairsOf(parseLines<PairLine>(pairText!), sightings);
  const truth = new Map(parseLines<TruthLine>(truthText!).map(({ id, cluster: name }) => [id, name]));

  // The reporter's own calendar day is the first ten characters of the time as it was stated.
  const dayOf = new Map(lines.map(({ id, occurredAt }) => [id, occurredAt.slice(0, 10)]));
  const days = [...new Set(dayOf.values())].sort();
  const lastOfFirstHalf = days[Math.floor(days.length / 2) - 1]!;
  const isEarly = ({ reportId }: Sighting) => dayOf.get(reportId)! <= lastOfFirstHalf;
  const fitted = pairs.filter(({ a, b }) => isEarly(a) && isEarly(b));
  const tested = pairs.filter(({ a, b }) => !isEarly(a) && !isEarly(b));
  const straddling = pairs.filter(({ a, b }) => isEarly(a) !== isEarly(b));
  // How far apart pairs were sampled is a property of the data, not of a half of it.
  const window = windowOf(pairs);
  console.log(`${sightings.length} records of ${days.length} days; fitted on ${lastOfFirstHalf} and before, within ${window.metres} m and ${window.hours} h.`);
  console.log(`Pairs: ${fitted.length} for fitting, ${tested.length} for testing, ${straddling.length} with a report in each half (scored beside).\n`);

  const fingerprint = fingerprintOf(recordText!, pairText!);
  const plan = { version: 'bench', sightings, pairs: fitted, fingerprint, window, precisionTarget: TARGET };
  let shown: { model: Model; judged: JudgedPair[] } | null = null;
  for (const hindsight of ['all', 'earlier'] as const satisfies readonly Hindsight[]) {
    const started = performance.now();
    const { model, outOfFold } = fitModel({ ...plan, labels: 'use', hindsight });
    const seconds = (performance.now() - started) / 1000;
    const surroundings = surroundingsOf(sightings, window.metres, hindsight);
    const judgedOf = (some: readonly LabelledPair[]) => judge(some, model, surroundings);
    const judged = judgedOf(tested);
    const grouped: GroupedPair[] = judged.map(({ a, b, bits, same }) => ({ bits, same, clusters: [truth.get(a)!, truth.get(b)!] }));
    const said = hindsight === 'all' ? 'whole file known' : 'only earlier reports known';
    const { suggest } = model.thresholds;
    const link = TARGETS.flatMap((target) => linkThreshold(outOfFold, target)?.threshold ?? [])[0] ?? null;
    const linking = { ...model, thresholds: { ...model.thresholds, link } };
    const goal = hindsight === 'all' ? { f1: '>= 0.72', recall: '>= 0.25' } : {};
    figure(`${said}: fit`, `${seconds.toFixed(1)} s`);
    figure('  out of fold, F1 at the threshold chosen', share(bestPoint(curveOf(outOfFold))?.f1 ?? 0));
    figure(`  test pairs, at ${suggest} bits: F1`, withInterval(grouped, f1At(suggest)), goal.f1);
    const at = pointAt(judged, suggest);
    figure('    precision, recall', `${share(at.precision)}, ${share(at.recall)}`);
    figure('    F1, every cluster weighing the same', share(pointAt(clusterWeighted(grouped), suggest).f1));
    figure('    best F1 on the test pairs (not chosen)', share(bestPoint(curveOf(judged))?.f1 ?? 0));
    figure('  test pairs, recall at precision .90', withInterval(grouped, recallAt(0.9)), goal.recall);
    figure('    the same, every cluster weighing the same', share(recallAt(0.9)(clusterWeighted(grouped))));
    figure('  pairs straddling the halves: F1', share(pointAt(judgedOf(straddling), suggest).f1));
    for (const target of TARGETS) {
      const sure = linkThreshold(outOfFold, target);
      const asked = `  linked without asking, precision ${target} asked for`;
      if (!sure) {
        figure(asked, `not surely reached out of fold: nothing is linked, ${at.pairs} pairs suggested`);
        continue;
      }
      const linked = pointAt(judged, sure.threshold);
      figure(`${asked}: from ${sure.threshold.toFixed(2)} bits`, `${linked.pairs} pairs linked, ${share(1 - linked.precision)} wrong, recall ${share(linked.recall)}; ${at.pairs - linked.pairs} suggested`, `<= ${share(1 - target)} wrong`);
    }
    clusters(sightings.filter((report) => !isEarly(report)), linking, surroundings, truth);
    if (hindsight === 'all') {
      blocking(sightings, model, truth, window);
      const late = sightings.filter((report) => !isEarly(report));
      if (link !== null) order(late, model, hindsight, link, 'linking alone, at the highest precision surely reached');
      order(late, model, hindsight, suggest, 'linking and suggestions taken');
      shown = { model, judged };
    }
  }
  const blind = fitModel({ ...plan, labels: 'ignore', hindsight: 'all' });
  const blindJudged = judge(tested, blind.model, surroundingsOf(sightings, window.metres, 'all'));
  figure('without labels (expectation maximisation): F1 at even odds, best', `${share(pointAt(blindJudged, 0).f1)}, ${share(bestPoint(curveOf(blindJudged))?.f1 ?? 0)}`);
  console.table(rows);
  console.log('\nCurve on the test pairs (bits, precision, recall, F1):');
  const curve = curveOf(shown!.judged);
  for (let step = 0; step <= 15; step += 1) {
    const point = curve[Math.floor((step * (curve.length - 1)) / 15)]!;
    console.log(`  ${point.threshold.toFixed(2).padStart(7)}  ${share(point.precision)}  ${share(point.recall)}  ${share(point.f1)}`);
  }
  console.log('\nThe worst errors:');
  for (const error of worstErrors(shown!.judged, shown!.model.thresholds.suggest)) console.log(`  ${errorText(error)}`);
}

function recallAt(precision: number): (sample: Judged[]) => number {
  return (sample) => pointOfPrecision(curveOf(sample), precision)?.recall ?? 0;
}

function withInterval(pairs: readonly GroupedPair[], of: (sample: Judged[]) => number): string {
  const [low, high] = interval(pairs, of);
  return `${share(of([...pairs]))} (${share(low)} to ${share(high)})`;
}

/** The second half linked from nothing, at the threshold for suggesting (as if people agreed) and at that for linking. */
function clusters(late: readonly Sighting[], model: Model, surroundings: ReturnType<typeof surroundingsOf>, truth: ReadonlyMap<string, string>): void {
  const near = candidatePairs(late, model, { window: model.fitted!.window, most: MOST_CANDIDATES });
  const size = new Map<string, number>();
  for (const { reportId } of late) size.set(truth.get(reportId)!, (size.get(truth.get(reportId)!) ?? 0) + 1);
  const known = new Map([...truth].filter(([, name]) => (size.get(name) ?? 0) > 1));
  for (const [said, link] of [['linking and suggestions taken', model.thresholds.suggest], ['linking alone, at the highest precision surely reached', model.thresholds.link]] as const) {
    if (link === null) continue;
    const { clusterOf, linked, suggested } = cluster(late, near, { ...model, thresholds: { ...model.thresholds, link } }, surroundings);
    const all = bCubed(clusterOf, truth);
    const of = bCubed(clusterOf, known);
    figure(`  clusters, ${said}: B-cubed P, R, F1`, [all.precision, all.recall, all.f1].map(share).join(', '));
    figure('    of the reports that have a labelled duplicate', [of.precision, of.recall, of.f1].map(share).join(', '));
    figure('    reports linked, suggested, all', `${linked}, ${suggested}, ${late.length}`);
  }
}

function blocking(sightings: readonly Sighting[], model: Model, truth: ReadonlyMap<string, string>, window: { metres: number; hours: number }): void {
  const near = candidatePairs(sightings, model, { window, most: MOST_CANDIDATES });
  const byCluster = new Map<string, Sighting[]>();
  for (const report of sightings) {
    const name = truth.get(report.reportId);
    if (name) byCluster.set(name, [...(byCluster.get(name) ?? []), report]);
  }
  let [found, all] = [0, 0];
  for (const members of byCluster.values()) {
    members.forEach((report, at) => {
      for (const earlier of members.slice(0, at)) {
        all += 1;
        if (near.get(report)!.includes(earlier)) found += 1;
      }
    });
  }
  const candidates = [...near.values()].reduce((sum, { length }) => sum + length, 0);
  figure('blocking: candidates a report, mean', (candidates / sightings.length).toFixed(1), '<= 15');
  figure('  recall of all true pairs, far ones too', share(found / all), '>= 0.97');
}

/** One day, the busiest, in twenty orders of arrival. What is near is judged with hindsight, so only the order differs. */
function order(late: readonly Sighting[], model: Model, hindsight: Hindsight, threshold: number, said: string): void {
  const byDay = new Map<number, Sighting[]>();
  for (const report of late) {
    const day = Math.floor(report.from / 86_400_000);
    byDay.set(day, [...(byDay.get(day) ?? []), report]);
  }
  const day = [...byDay.values()].sort((a, b) => b.length - a.length)[0]!;
  const { metres, hours } = model.fitted!.window;
  const linking = { ...model, thresholds: { ...model.thresholds, link: threshold } };
  const random = generator(7);
  const clusterings = Array.from({ length: SHUFFLES + 1 }, (_, shuffle) => {
    const keys = day.map(() => random());
    const seqs = day.map((_report, index) => index).sort((a, b) => (shuffle === 0 ? day[a]!.seq - day[b]!.seq : keys[a]! - keys[b]!));
    const arrived = seqs.map((index, seq) => ({ ...day[index]!, seq }));
    const near = candidatePairs(arrived, linking, { window: { metres, hours }, most: MOST_CANDIDATES });
    return cluster(arrived, near, linking, surroundingsOf(arrived, metres, hindsight)).clusterOf;
  });
  const differences = clusterings.slice(1).map((other) => pairDifference(clusterings[0]!, other));
  const mean = differences.reduce((sum, value) => sum + value, 0) / SHUFFLES;
  const cubed = clusterings.slice(1).map((other) => bCubed(other, clusterings[0]!).f1);
  figure(`order of arrival, ${said}: ${day.length} reports of a day, ${SHUFFLES} shuffles: pairs that differ, mean, most`, `${share(mean)}, ${share(Math.max(...differences))}`);
  figure('  B-cubed F1 against the order of time, least', share(Math.min(...cubed)));
}

const [prefix] = process.argv.slice(2);
if (!prefix) {
  console.error('Name the labelled files: npm run bench:linkage -- PREFIX (reads PREFIX.records.jsonl, PREFIX.pairs.jsonl, PREFIX.truth.jsonl)');
  process.exitCode = 1;
} else main(prefix);
