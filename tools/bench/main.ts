// main.ts - figures, not tests: npm run bench -- SECTION FILE. Every section prints one table row per figure.
import { existsSync } from 'node:fs';
import { linkageSection } from './linkage.section';
import { replaySection } from './replay.section';

const SECTIONS: Readonly<Record<string, (file: string | undefined) => Promise<void>>> = { replay: replaySection, linkage: linkageSection };

async function main(): Promise<void> {
  const [name = 'replay', file] = process.argv.slice(2);
  const section = SECTIONS[name];
  if (!section) throw new Error(`No section "${name}". There are: ${Object.keys(SECTIONS).join(', ')}.`);
  if (file && !existsSync(file)) throw new Error(`No such file: ${file}`);
  await section(file);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
