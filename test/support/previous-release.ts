// previous-release.ts - the version that served before the schema last changed: what a team still runs while it brings this one in.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** The commit before the one that last added a migration; null in a checkout that does not know its history. */
export function previousRelease(): string | null {
  const last = git('log', '--first-parent', '-m', '--diff-filter=A', '-1', '--format=%H', '--', 'migrations/*.ts');
  return last && git('rev-parse', '--verify', '--quiet', `${last}^1`);
}

/** Its sources and what its own build makes of them, in a folder of its own, with the packages of this checkout. */
export function buildRelease(commit: string): { home: string; remove(): void } {
  const home = mkdtempSync(join(tmpdir(), 'hotline-before-'));
  execFileSync('tar', ['-x', '-C', home], { input: execFileSync('git', ['archive', '--format=tar', commit], { cwd: root, maxBuffer: 1024 ** 3 }) });
  symlinkSync(resolve(root, 'node_modules'), join(home, 'node_modules'));
  execFileSync(process.execPath, ['--input-type=module', '-e', `await (await import('./tools/build.mjs')).build()`], { cwd: home });
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

function git(...words: string[]): string | null {
  const { status, stdout } = spawnSync('git', words, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() || null : null;
}
