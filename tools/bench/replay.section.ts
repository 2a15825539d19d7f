import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { StandaloneProcess } from './standalone.process';

/** Cold and warm start, then a whole stream through the front door while memory is watched. */
export async function replaySection(file: string | undefined): Promise<void> {
  const stream = file ?? resolve(__dirname, '../../../reference/syria-2016/demo/reports.jsonl');
  const service = new StandaloneProcess();
  const peaks = { api: 0, worker: 0 };
  const rows: Record<string, string>[] = [];
  const figure = (what: string, value: string, goal: string) => rows.push({ figure: what, value, goal });
  try {
    figure('first start until ready (build done)', `${((await service.start()) / 1000).toFixed(1)} s`, '-');
    await service.stop();
    figure('second start until ready', `${((await service.start()) / 1000).toFixed(1)} s`, '<= 5 s');
    const watch = setInterval(() => {
      for (const name of ['api', 'worker'] as const) peaks[name] = Math.max(peaks[name], service.residentMb(name) ?? 0);
    }, 100);
    const before = service.cpuSeconds();
    const output = await runReplay(service, stream);
    const after = service.cpuSeconds();
    clearInterval(watch);
    process.stdout.write(output);
    const [, rate, p50, p99] = /; (\d+) reports\/s, accept p50 ([\d.]+) ms, p99 ([\d.]+) ms/.exec(output) ?? [];
    figure('accepted reports/s', String(rate), '>= 200');
    figure('followed to the end, reports/s', String(/\((\d+) reports\/s\)/.exec(output)?.[1]), '-');
    figure('accept p50', `${p50} ms`, '-');
    figure('accept p99', `${p99} ms`, '< 150 ms');
    const reports = Number(/Accepted (\d+)/.exec(output)?.[1]);
    for (const role of ['api', 'worker', 'postgres', 'redis'] as const) {
      figure(`${role} CPU per report, end to end`, `${((((after[role] ?? 0) - (before[role] ?? 0)) / reports) * 1000).toFixed(2)} ms`, '-');
    }
    figure('api resident memory, peak', `${peaks.api} MB`, '< 400 MB');
    figure('worker resident memory, peak', `${peaks.worker} MB`, '< 400 MB');
    console.table(rows);
  } finally {
    await service.stop();
    service.remove();
  }
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
