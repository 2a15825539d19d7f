import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Figure } from './figure';
import { numberedReport } from './reports';
import type { BenchOptions } from './section';
import { StandaloneProcess } from './standalone.process';

/** Without a file: as many as a stream of two months. */
const MADE_UP = 1_200;

/** A whole stream through the front door, as the replay command sends it, while memory and CPU are watched. */
export async function replaySection({ file }: BenchOptions): Promise<Figure[]> {
  const service = new StandaloneProcess();
  const stream = file ?? madeUp(join(service.dataDir, 'stream.jsonl'));
  const peaks = { api: 0, worker: 0 };
  const figures: Figure[] = [];
  const figure = (name: string, value: number, unit: string, more: Partial<Figure> = {}) => figures.push({ section: 'replay', name, value, unit, ...more });
  try {
    await service.start();
    const watch = setInterval(() => {
      for (const name of ['api', 'worker'] as const) peaks[name] = Math.max(peaks[name], service.residentMb(name) ?? 0);
    }, 250);
    const before = service.cpuSeconds();
    const output = await runReplay(service, stream);
    const after = service.cpuSeconds();
    clearInterval(watch);
    process.stdout.write(output);
    const [, rate, p50, p99] = /; (\d+) reports\/s, accept p50 ([\d.]+) ms, p99 ([\d.]+) ms/.exec(output) ?? [];
    const reports = Number(/Accepted (\d+)/.exec(output)?.[1]);
    figure('accepted', Number(rate), 'reports/s', { goal: { atLeast: 200 } });
    figure('followed to the end', Number(/\((\d+) reports\/s\)/.exec(output)?.[1]), 'reports/s');
    figure('accept p50', Number(p50), 'ms');
    figure('accept p99', Number(p99), 'ms', { goal: { atMost: 150 } });
    for (const role of ['api', 'worker', 'postgres', 'redis'] as const) {
      figure(`${role} CPU per report, from a cold process to the end`, (((after[role] ?? 0) - (before[role] ?? 0)) / reports) * 1000, 'ms', { isSteady: true });
    }
    for (const name of ['api', 'worker'] as const) figure(`${name} resident memory, peak`, peaks[name], 'MB', { goal: { atMost: 400 }, isSteady: true });
    return figures;
  } finally {
    await service.stop();
    service.remove();
  }
}

function madeUp(file: string): string {
  writeFileSync(file, Array.from({ length: MADE_UP }, (_, n) => `${JSON.stringify({ as: n % 2 ? 'monitor' : 'monitor2', report: numberedReport(n, 'replay') })}\n`).join(''));
  return file;
}

function runReplay(service: StandaloneProcess, stream: string): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['--no-warnings', resolve(__dirname, '../../apps/cli/main.js'), 'replay', stream], {
      env: { ...service.environment, HOTLINE_URL: service.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('exit', (code) => (code === 0 ? done(output) : failed(new Error(`The replay failed.\n${output}`))));
  });
}
