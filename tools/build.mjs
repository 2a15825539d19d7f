// build.mjs - TypeScript to dist/, only what changed since the last build.
import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const FOLDERS = ['apps', 'libs', 'migrations', 'tools'];
const skipped = /\.(spec|medium|e2e)\.ts$|\.d\.ts$/;

/** Brings dist/ up to date and returns how many files it wrote. */
export async function build() {
  const files = (await Promise.all(FOLDERS.map((folder) => list(join(root, folder))))).flat();
  const wanted = new Set();
  const stale = [];
  for (const file of files) {
    const isCode = file.endsWith('.ts');
    if (isCode ? skipped.test(file) : !/\.(mjs|cjs|json)$/.test(file)) continue;
    const target = join(root, 'dist', relative(root, file)).replace(/\.ts$/, '.js');
    wanted.add(target);
    if ((await changedAt(target)) < (await changedAt(file))) stale.push({ file, target, isCode });
  }
  if (stale.length > 0) await write(stale);
  for (const old of await list(join(root, 'dist'))) if (!wanted.has(old) && !/\.(map|\d+)$/.test(old) && !/\/console(-\d+)?\//.test(old)) await rm(old, { force: true });
  return stale.length;
}

async function write(stale) {
  const swc = await import('@swc/core');
  for (const { file, target, isCode } of stale) {
    await mkdir(dirname(target), { recursive: true });
    // Beside it, then in its place: whoever builds too has begun to run what is here, and never reads half a file.
    const beside = `${target}.${process.pid}`;
    if (isCode) {
      const { code, map } = await swc.transformFile(file, { cwd: root, sourceMaps: true });
      await writeFile(`${target}.map`, map);
      await writeFile(beside, `${code}\n//# sourceMappingURL=${target.split('/').at(-1)}.map\n`);
    } else await copyFile(file, beside);
    await rename(beside, target);
  }
}

async function list(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules') && !entry.parentPath.includes(join('apps', 'console')))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function changedAt(file) {
  return (await stat(file).catch(() => null))?.mtimeMs ?? 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { buildConsole } = await import('./build-console.mjs');
  console.log(`Built ${await build()} files; console ${await buildConsole()}.`);
}
