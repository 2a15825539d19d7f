import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** A file of the real data that may lie beside the checkout, or null: the project is complete without it. */
export function sharedData(path: string): string | null {
  const file = resolve(__dirname, '../../../shared/data', path);
  return existsSync(file) ? file : null;
}

/** `describe` when the file is there; otherwise a skip that says why. */
export function describeWith(path: string, name: string, body: (file: string) => void): void {
  const file = sharedData(path);
  if (file) describe(name, () => body(file));
  else describe.skip(`${name} [skipped: needs the shared data file ${path}]`, () => it('is not there', () => undefined));
}
