import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

jest.setTimeout(900_000);

/** The short form of `npm run chaos`: a standalone service of its own, its processes found by number. */
const onLinux = process.platform === 'linux' ? it : it.skip;

describe('kill -9 of everything in turn, under load', () => {
  onLinux('loses nothing that was acknowledged, and every report ends in one incident [needs /proc]', async () => {
    const run = spawn(process.execPath, ['--no-warnings', 'tools/run.mjs', 'tools/chaos/main.js', '--kills', '8', '--seed', '5', '--rate', '40'], {
      cwd: resolve(__dirname, '../..'),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [run.stdout, run.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(run, 'close')) as [number];
    expect(said).toMatch(/8 kills \(seed 5\): acked [1-9]\d*, lost 0; filed \d+, each with one fact and one incident: yes/);
    expect(said).toContain('answers other than 2xx and 503: none');
    expect(code).toBe(0);
  });
});
