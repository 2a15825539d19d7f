// apply-agreement.ts - the body of an agreement change: files by name, as they lie in a reference folder.
import { HotlineError } from '@hotline/platform';
import { ReferenceFault, rowsOfFile, type ReferenceContent } from './reference-row';

/** Names a file may have: letters, digits and hyphens, without its ending. */
const FILE_NAME = /^[a-z][a-z0-9-]{0,40}$/;

/**
 * @param body `{ "parties": [...], "policy": {...}, ... }`
 * @throws HotlineError request.invalid naming every file and row that cannot be read
 */
export function rowsOfFiles(body: unknown): ReferenceContent[] {
  const files = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.entries(body) : [];
  if (files.length === 0) throw refused(['the body must be an object of files: { "parties": [...], ... }']);
  const faults: string[] = [];
  const rows = files.flatMap(([name, content]) => {
    if (!FILE_NAME.test(name)) {
      faults.push(`${name.slice(0, 60)}: is no name of a reference file`);
      return [];
    }
    try {
      return rowsOfFile(name, content);
    } catch (error) {
      if (!(error instanceof ReferenceFault)) throw error;
      faults.push(...error.faults);
      return [];
    }
  });
  if (faults.length > 0) throw refused(faults);
  return rows;
}

/** More faults than a person reads at once. */
const MAX_FAULTS = 50;

export function refused(faults: readonly string[]): HotlineError {
  return new HotlineError('request.invalid', 'The agreement was refused; nothing was stored.', faults.slice(0, MAX_FAULTS).map((fault) => fieldOf(fault)));
}

function fieldOf(fault: string): { field: string; problem: string } {
  const [, field = '', problem = fault] = /^([^:\s]+): (.*)$/s.exec(fault) ?? [];
  return { field, problem };
}
