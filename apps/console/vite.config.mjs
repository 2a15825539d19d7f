// vite.config.mjs - builds the console into dist/console; `npx vite apps/console` serves it against a service on port 3000.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const home = dirname(fileURLToPath(import.meta.url));
const service = { target: 'http://127.0.0.1:3000' };

/** Emits offline.js: the worker of `offline/`, with the files that the report form is made of. */
function offline() {
  return {
    name: 'offline-report-form',
    apply: 'build',
    // After Vite has taken out the chunks that were style sheets only.
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
      const files = new Set();
      const need = (name) => {
        if (files.has(name) || !bundle[name]) return;
        files.add(name);
        const { imports = [], viteMetadata } = bundle[name];
        for (const css of viteMetadata?.importedCss ?? []) files.add(css);
        imports.forEach(need);
      };
      for (const { fileName, isEntry, facadeModuleId } of chunks) if (isEntry || /report\/(report\.page|receipt\.page|offline-report)\.tsx$|i18n\/\w+\.json$/.test(facadeModuleId ?? '')) need(fileName);
      const list = [...files].sort().map((file) => `/console/${file}`);
      const build = `console-${createHash('sha256').update(list.join()).digest('hex').slice(0, 16)}`;
      const source = readFileSync(resolve(home, 'offline/worker.js'), 'utf8').replace('__BUILD__', build).replace("'__FILES__'", list.map((file) => `'${file}'`).join(', '));
      this.emitFile({ type: 'asset', fileName: 'offline.js', source });
    },
  };
}

export default defineConfig({
  root: home,
  plugins: [offline()],
  base: '/console/',
  // Nothing inline: the page's policy forbids it, and small images stay files.
  build: { outDir: resolve(home, '../../dist/console'), emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false, rolldownOptions: { checks: { moduleLevelDirective: false, pluginTimings: false }, onLog: (level, log, write) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && write(level, log) } },
  worker: { format: 'es' },
  server: { proxy: { '/v1': service, '/health': service } },
});
