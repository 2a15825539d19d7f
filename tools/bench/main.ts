// main.ts - figures, not tests: npm run bench -- [SECTION...] [FILE] [--json FILE] [--compare FILE] [--stored N,N] [--backlog N] [--rows N]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { batchSection } from './batch.section';
import { compare, rounded, rowOf, type Figure } from './figure';
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

/** By name, in the order in which they run. Adding one is adding a line here. */
const SECTIONS: Readonly<Record<string, Section>> = {
  start: startSection,
  replay: replaySection,
  intake: intakeSection,
  batch: batchSection,
  pipeline: pipelineSection,
  latency: latencySection,
  zones: zonesSection,
  places: placesSection,
  linkage: linkageSection,
  log: logSection,
  export: exportSection,
  queue: queueSection,
  hardship: hardshipSection,
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      compare: { type: 'string' },
      stored: { type: 'string' },
      backlog: { type: 'string', default: '5000' },
      rows: { type: 'string', default: '1000000' },
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
  for (const name of names.length > 0 ? names : Object.keys(SECTIONS)) {
    process.stderr.write(`${name} ...\n`);
    figures.push(...(await SECTIONS[name]!(options)));
  }
  console.table(figures.map(rowOf));
  const run = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model, figures };
  if (values.json) writeFileSync(values.json, `${JSON.stringify(run, null, 2)}\n`);
  if (earlier) report(earlier, figures);
}

function report(earlier: readonly Figure[], figures: readonly Figure[]): void {
  const changes = compare(earlier, figures);
  console.table(changes.map(({ figure, before, after, ratio, isWorse }) => ({ figure, before: rounded(before), after: rounded(after), ratio: rounded(ratio), verdict: isWorse ? 'WORSE' : '' })));
  if (changes.some(({ isWorse }) => isWorse)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
