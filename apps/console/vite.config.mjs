// vite.config.mjs - builds the console into dist/console; `npx vite apps/console` serves it against a service on port 3000.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const home = dirname(fileURLToPath(import.meta.url));
const service = { target: 'http://127.0.0.1:3000' };

export default defineConfig({
  root: home,
  base: '/console/',
  // Nothing inline: the page's policy forbids it, and small images stay files.
  build: { outDir: resolve(home, '../../dist/console'), emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false, rolldownOptions: { checks: { moduleLevelDirective: false }, onLog: (level, log, write) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && write(level, log) } },
  worker: { format: 'es' },
  server: { proxy: { '/v1': service, '/health': service } },
});
