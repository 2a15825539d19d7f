// witness-journal.ts - everything a witness cosigned, one line each, on disk before it is answered.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseCheckpoint, type Witnessed } from '@hotline/ledger';

export interface JournalLine extends Witnessed {
  /** The checkpoint with the cosignature, as a note. */
  checkpoint: string;
  cosignedAt: string;
}

export class WitnessJournal {
  private readonly file: number;
  last: JournalLine | null;

  /** A last line that was torn by a crash had not been answered yet: it is dropped. */
  constructor(path: string) {
    const isNew = !existsSync(path);
    const { lines, wholeBytes } = isNew ? { lines: [], wholeBytes: 0 } : readJournal(path);
    this.last = lines.at(-1) ?? null;
    if (!isNew) truncateSync(path, wholeBytes);
    this.file = openSync(path, 'a', 0o600);
    if (isNew) syncFolder(path);
  }

  /** Durable once it returns. */
  append(line: JournalLine): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`);
    fsyncSync(this.file);
    this.last = line;
  }

  close(): void {
    closeSync(this.file);
  }
}

/** @throws Error for a whole line that is no journal line: a journal is never guessed at */
export function readJournal(path: string): { lines: JournalLine[]; wholeBytes: number } {
  const bytes = readFileSync(path);
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
  const lines = bytes.subarray(0, wholeBytes).toString('utf8').split('\n').slice(0, -1).map((text, at) => {
    const line = parsed(text);
    const checkpoint = typeof line?.checkpoint === 'string' ? parseCheckpoint(line.checkpoint) : null;
    if (!line || !checkpoint || checkpoint.size !== line.size || checkpoint.root.toString('base64') !== line.root) throw new Error(`${path}: line ${at + 1} is not a line of a witness's journal.`);
    return line;
  });
  return { lines, wholeBytes };
}

function parsed(text: string): JournalLine | null {
  try {
    return JSON.parse(text) as JournalLine;
  } catch {
    return null;
  }
}

/** Makes a new file's name durable too. */
function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
