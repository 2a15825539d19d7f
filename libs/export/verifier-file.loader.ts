import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The verifier as it is published with every export. It lies at the same place beside the sources and beside the build. */
export function verifierFile(): Promise<Buffer> {
  return readFile(resolve(__dirname, '../../tools/verify/verify.mjs'));
}
