import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';

const MB = 1024 * 1024;
const { code } = transformFileSync(join(__dirname, 'watchdog.ts'), { swcrc: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } });

/** Runs the watchdog in a process of its own beside `work`. */
async function beside(work: string, limits: object): Promise<{ signal: NodeJS.Signals | null; said: string }> {
  const child = spawn(process.execPath, ['-e', `${code}\nexports.watch(${JSON.stringify(limits)});\n${work}`], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { signal, said };
}

describe('the watchdog of a worker', () => {
  it('ends a process whose step spins', async () => {
    const { signal, said } = await beside('setTimeout(() => { for (;;); }, 50)', { silentMs: 500, memoryBytes: 4096 * MB });
    expect([signal, said]).toEqual(['SIGKILL', expect.stringContaining('did not answer')]);
  });

  it('ends a process whose step fills the memory', async () => {
    const { signal, said } = await beside('const all = []; setInterval(() => all.push(Buffer.alloc(20e6, 1)), 10)', { silentMs: 20_000, memoryBytes: 300 * MB });
    expect([signal, said]).toEqual(['SIGKILL', expect.stringContaining('too much memory')]);
  });

  it('leaves a busy process alone, and does not keep an idle one alive', async () => {
    const { signal, said } = await beside('let n = 0; const t = setInterval(() => { for (let i = 0; i < 1e7; i++); if (++n > 60) clearInterval(t); }, 5)', { silentMs: 2_000, memoryBytes: 4096 * MB });
    expect([signal, said]).toEqual([null, '']);
  });
});
