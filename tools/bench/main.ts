// main.ts - figures, not tests: npm run bench -- [SECTION...] [FILE] [--json FILE] [--compare FILE] [--stored N,N] [--backlog N] [--rows N]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { batchSection } from './batch.section';
import { compare, missingFrom, rounded, rowOf, type Figure } from './figure';
import { hardshipSection } from './hardship.section';
import { intakeSection } from './intake.section';
import { latencySection } from './latency.section';
import { placesSection } from './places.section';
import { pipelineSection } from './pipeline.section';
import { queueSection } from './queue.section';
import { exportSection } from './export.section';
import { logSection } from './log.section';
import { linkageSection } from './linkage.section';
import { replaySection } from './replay.section';
import type { Section } from './section';
import { startSection } from './start.section';
import { zonesSection } from './zones.section';

/** By name, in the order in which they run, with the seconds that each may take at its usual size on two quiet cores: together less than ten minutes. */
const SECTIONS: Readonly<Record<string, { run: Section; budget: number }>> = {
  start: { run: startSection, budget: 20 },
  replay: { run: replaySection, budget: 25 },
  intake: { run: intakeSection, budget: 75 },
  batch: { run: batchSection, budget: 20 },
  pipeline: { run: pipelineSection, budget: 60 },
  latency: { run: latencySection, budget: 25 },
  zones: { run: zonesSection, budget: 80 },
  places: { run: placesSection, budget: 5 },
  linkage: { run: linkageSection, budget: 40 },
  log: { run: logSection, budget: 40 },
  export: { run: exportSection, budget: 40 },
  queue: { run: queueSection, budget: 85 },
  hardship: { run: hardshipSection, budget: 60 },
};

/** How a section went; `failed` says why it gave no figures. */
interface Ran {
  seconds: number;
  budget: number;
  failed?: string;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      compare: { type: 'string' },
      stored: { type: 'string' },
      backlog: { type: 'string', default: '10000' },
      rows: { type: 'string', default: '200000' },
    },
  });
  const names = positionals.filter((item) => item in SECTIONS);
  const [file, ...rest] = positionals.filter((item) => !(item in SECTIONS));
  if (rest.length > 0 || (file && !existsSync(file))) {
    throw new Error(`Neither a section nor a file: ${rest[0] ?? file}. Sections: ${Object.keys(SECTIONS).join(', ')}.`);
  }
  const earlier = values.compare ? (JSON.parse(readFileSync(values.compare, 'utf8')) as { figures: Figure[] }).figures : null;
  const options = { ...(file ? { file } : {}), ...(values.stored ? { stored: values.stored.split(',').map(Number) } : {}), backlog: Number(values.backlog), rows: Number(values.rows) };
  const figures: Figure[] = [];
  const sections: Record<string, Ran> = {};
  for (const name of names.length > 0 ? names : Object.keys(SECTIONS)) {
    const { run, budget } = SECTIONS[name]!;
    const started = performance.now();
    const seconds = () => Math.round((performance.now() - started) / 100) / 10;
    try {
      const found = await run(options);
      sections[name] = { seconds: seconds(), budget };
      figures.push(...found);
      console.table(found.map(rowOf));
    } catch (error) {
      sections[name] = { seconds: seconds(), budget, failed: error instanceof Error ? error.message : String(error) };
      process.exitCode = 1;
    }
    process.stderr.write(`${name}: ${sections[name].seconds} s of ${budget} s${sections[name].failed ? `, failed: ${sections[name].failed}` : ''}\n`);
  }
  if (Object.keys(sections).length > 1) console.table(timesOf(sections));
  const run = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model, sections, figures };
  if (values.json) writeFileSync(values.json, `${JSON.stringify(run, null, 2)}\n`);
  if (earlier) report(earlier, figures);
}

function timesOf(sections: Readonly<Record<string, Ran>>): Record<string, Ran> {
  const all = Object.values(sections);
  const sum = (of: 'seconds' | 'budget') => Math.round(all.reduce((total, ran) => total + ran[of], 0) * 10) / 10;
  return { ...sections, together: { seconds: sum('seconds'), budget: sum('budget') } };
}

function report(earlier: readonly Figure[], figures: readonly Figure[]): void {
  const changes = compare(earlier, figures);
  console.table(changes.map(({ figure, before, after, ratio, isWorse }) => ({ figure, before: rounded(before), after: rounded(after), ratio: rounded(ratio), verdict: isWorse ? 'WORSE' : '' })));
  for (const name of missingFrom(figures, earlier)) console.log(`Only in the earlier run: ${name}`);
  for (const name of missingFrom(earlier, figures)) console.log(`Only in this run: ${name}`);
  if (changes.some(({ isWorse }) => isWorse)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
