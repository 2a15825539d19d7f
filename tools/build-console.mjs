// build-console.mjs - the console's pages to dist/console, only when something they are made of changed.
import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const home = join(root, 'apps/console');
const served = join(root, 'dist/console');
const mark = join(served, '.built');

/** Brings dist/console up to date. 'unavailable' when the tools that build it are not installed (a production install). */
export async function buildConsole() {
  const madeFrom = [...(await list(home)), join(root, 'package-lock.json'), fileURLToPath(import.meta.url)];
  const newest = Math.max(...(await Promise.all(madeFrom.map(changedAt))));
  const isCurrent = async () => (await changedAt(mark)) > newest && existsSync(join(served, 'index.html'));
  if (await isCurrent()) return 'unchanged';
  const vite = await import('vite').catch(() => null);
  if (!vite) return 'unavailable';
  // Whoever asks, tests too: what is tested and measured is what is served.
  process.env.NODE_ENV = 'production';
  // Beside the one that is served, then in its place: whoever reads meanwhile, or builds too, never meets half of it.
  const beside = `${served}-${process.pid}`;
  await vite.build({ configFile: join(home, 'vite.config.mjs'), logLevel: 'warn', build: { outDir: beside } });
  await writeFile(join(beside, '.built'), '');
  // Where somebody else was faster, theirs is as good, and pages are being read from it.
  if (!(await isCurrent())) {
    await rm(served, { recursive: true, force: true });
    await rename(beside, served).catch(() => undefined);
  }
  await rm(beside, { recursive: true, force: true });
  return 'built';
}

async function list(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts')).map((entry) => join(entry.parentPath, entry.name));
}

async function changedAt(file) {
  return (await stat(file).catch(() => null))?.mtimeMs ?? 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(`Console: ${await buildConsole()}.`);
