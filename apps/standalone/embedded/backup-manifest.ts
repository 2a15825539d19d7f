// backup-manifest.ts - is every file of a backup there as the server sent it? By the list that the server wrote of them.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

interface Manifest {
  Files: { Path: string; Size: number; 'Checksum-Algorithm'?: string; Checksum?: string }[];
}

/** The write-ahead log beside them is not in the list: the server checks it as it reads it. @throws Error that names the first file that is missing or differs */
export async function assertWhole(manifest: string, folder: string): Promise<void> {
  const { Files } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
  for (const { Path: path, Size: size, 'Checksum-Algorithm': algorithm, Checksum: checksum } of Files) {
    const file = join(folder, path);
    if (!existsSync(file)) throw new Error(`The backup is damaged: ${path} is missing.`);
    const isSame = statSync(file).size === size && (algorithm !== 'SHA256' || (await sha256Of(file)) === checksum);
    if (!isSame) throw new Error(`The backup is damaged: ${path} is not as the server sent it.`);
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
