import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { ReferenceFault, rowsOfFile, type ReferenceContent } from './reference-row';
import { ReferenceService, type ReferenceSummary } from './reference.service';

/** Files of a reference folder that other libs read. */
const NOT_OURS = ['places'];

/**
 * The rows of every JSON file in a folder such as `reference/syria-2016`.
 * @throws ReferenceFault naming every file and row that cannot be read
 */
export function readReferenceFolder(folder: string): ReferenceContent[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !NOT_OURS.includes(basename(file, '.json')));
  const faults: string[] = [];
  const rows = files.sort().flatMap((file) => {
    try {
      return rowsOfFile(basename(file, '.json'), JSON.parse(readFileSync(join(folder, file), 'utf8')));
    } catch (error) {
      faults.push(...(error instanceof ReferenceFault ? error.faults : [`${file}: is not JSON`]));
      return [];
    }
  });
  if (faults.length > 0) throw new ReferenceFault(faults);
  return rows;
}

/** Loads a folder into the running application. Loading the same content again changes nothing. */
export async function loadReference(app: Pick<INestApplicationContext, 'get'>, folder: string, actor: string | null = null): Promise<ReferenceSummary> {
  return app.get(ReferenceService).apply(readReferenceFolder(folder), { actor });
}
