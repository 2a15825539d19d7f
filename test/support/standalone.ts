import { resolve } from 'node:path';
import { StandaloneProcess } from '../../tools/bench/standalone.process';
import { build } from './worker-process';

/** `npm start` in a folder of its own, as it was built just now. */
export function standaloneIn(dataDir: string, environment: NodeJS.ProcessEnv = {}): StandaloneProcess {
  build();
  return new StandaloneProcess(environment, dataDir, resolve(__dirname, '../../dist/apps/standalone/main.js'));
}
