// run.mjs - builds what changed, then becomes the program named first: node tools/run.mjs apps/cli/main.js ARGUMENTS
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { buildConsole } from './build-console.mjs';

const [program, ...rest] = process.argv.slice(2);
await build();
if (program.startsWith('apps/standalone/')) await buildConsole();
const target = resolve(dirname(fileURLToPath(import.meta.url)), '..', 'dist', program);
process.argv = [process.argv[0], target, ...rest];
createRequire(import.meta.url)(target);
